package residuals

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"fmt"

	"github.com/triptych-docs/triptych/render"
)

// File is the data as a script, which a page can load from a disk as well as
// from a server. It hands the data, packed, to whoever waits for its name.
func File(name string, data Data) (render.File, error) {
	raw, err := json.Marshal(data)
	if err != nil {
		return render.File{}, fmt.Errorf("residuals: %s: %w", name, err)
	}
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return render.File{}, fmt.Errorf("residuals: %s: %w", name, err)
	}
	_, err = w.Write(raw)
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		return render.File{}, fmt.Errorf("residuals: %s: %w", name, err)
	}
	quoted, err := json.Marshal(name)
	if err != nil {
		return render.File{}, fmt.Errorf("residuals: %s: %w", name, err)
	}
	text := fmt.Sprintf("triptych.arrived(%s,%q);\n", quoted, base64.StdEncoding.EncodeToString(packed.Bytes()))
	return render.File{Name: name, Data: []byte(text)}, nil
}
