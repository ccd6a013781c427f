package main

import (
	"crypto/sha256"
	"encoding/binary"
	"strconv"
	"strings"
)

// A shard is a part of a list: customers are dealt out by their short names, so
// that each stays in its part whoever joins or leaves.
type shard struct{ part, of uint64 }

// parseShard reads "2/8". Nothing is the whole list.
func parseShard(text string) (shard, error) {
	if text == "" {
		return shard{1, 1}, nil
	}
	part, of, ok := strings.Cut(text, "/")
	i, err1 := strconv.ParseUint(part, 10, 16)
	n, err2 := strconv.ParseUint(of, 10, 16)
	if !ok || err1 != nil || err2 != nil || i < 1 || i > n || text != strconv.FormatUint(i, 10)+"/"+strconv.FormatUint(n, 10) {
		return shard{}, wrong("--shard %s: write the part and how many there are, such as 2/8", printableLine(text))
	}
	return shard{i, n}, nil
}

// has tells whether a customer is in the part. One without a short name is in
// the first, which reports it.
func (s shard) has(id string) bool {
	if id == "" {
		return s.part == 1
	}
	sum := sha256.Sum256([]byte(id))
	return binary.BigEndian.Uint64(sum[:])%s.of == s.part-1
}
