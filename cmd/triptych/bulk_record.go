package main

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"iter"
	"os"

	"github.com/triptych-docs/triptych/model/customers"
	"github.com/triptych-docs/triptych/render/bulk"
)

// A recordedRow is a row with what an earlier run recorded of its customer.
type recordedRow struct {
	customers.Customer
	before *bulk.Record // nil where there is none
}

// recorded finds the records of rows.
func (r *bulkRun) recorded(rows iter.Seq[customers.Customer]) iter.Seq[recordedRow] {
	return func(yield func(recordedRow) bool) {
		for row := range rows {
			one := recordedRow{Customer: row}
			if r.records != nil && row.Profile != nil {
				one.before = r.records.Find(row.Profile.ID())
			}
			if !yield(one) {
				return
			}
		}
	}
}

// origin is what a customer's files are made from. It is nothing where no records
// are kept.
func (r *bulkRun) origin(job bulk.Job) bulk.Origin {
	if r.records == nil || r.program() == "" {
		return ""
	}
	return r.maker.Origin(r.program(), job)
}

// thisProgram is the hash of this program: another one may make other files of the
// same. It is nothing where the program cannot be read.
func thisProgram() string {
	name, err := os.Executable()
	if err != nil {
		return ""
	}
	f, err := os.Open(name)
	if err != nil {
		return ""
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return ""
	}
	return hex.EncodeToString(h.Sum(nil))
}
