package impact

import (
	"encoding/json"
	"io"
)

// reportSchema is the form of the report as JSON. It only grows; a new form has
// another number.
const reportSchema = "triptych.impact/1"

type (
	jsonImpact struct {
		Schema    string         `json:"schema"`
		Old       string         `json:"old"`
		New       string         `json:"new"`
		Changes   []jsonChange   `json:"changes"`
		Outputs   []jsonOutput   `json:"outputs"`
		Variants  jsonReaders    `json:"variants"`
		Customers []jsonCustomer `json:"customers,omitempty"`
	}
	jsonChange struct {
		Class     string       `json:"class"`
		Procedure string       `json:"procedure"`
		Node      string       `json:"node"`
		Part      string       `json:"part"`
		Old       string       `json:"old,omitempty"`
		New       string       `json:"new,omitempty"`
		Places    []jsonPlace  `json:"places"`
		Documents []string     `json:"documents,omitempty"`
		Variants  jsonVariants `json:"variants"`
		Outputs   []string     `json:"outputs,omitempty"`
	}
	jsonPlace struct {
		Node string `json:"node"`
		Part string `json:"part"`
	}
	jsonVariants struct {
		Count int    `json:"count"`
		Of    int    `json:"of"`
		Where string `json:"where,omitempty"`
	}
	jsonOutput struct {
		Procedure string        `json:"procedure"`
		Name      string        `json:"name"`
		Document  bool          `json:"document,omitempty"`
		Variants  *jsonVariants `json:"variants,omitempty"`
	}
	jsonReaders struct {
		All   int            `json:"all"`
		Same  int            `json:"same"`
		Worst map[string]int `json:"worst"`
	}
	jsonCustomer struct {
		Name      string   `json:"name"`
		Procedure string   `json:"procedure,omitempty"`
		Fate      string   `json:"fate"`
		Class     string   `json:"class,omitempty"`
		Sentence  string   `json:"sentence,omitempty"`
		More      int      `json:"more,omitempty"`
		Outputs   []string `json:"outputs,omitempty"`
	}
)

// JSON writes a report for programs.
func (i *Impact) JSON(out io.Writer) error {
	j := jsonImpact{
		Schema: reportSchema, Old: i.Old, New: i.New, Changes: []jsonChange{}, Outputs: []jsonOutput{},
		Variants: jsonReaders{i.Readers.Variants, i.Readers.Same(), map[string]int{}},
	}
	for c := range classes {
		j.Variants.Worst[c.String()] = i.Readers.Worst[c]
	}
	for _, c := range i.Changes {
		made := jsonChange{
			c.Class.String(), c.Procedure, c.Node, c.Part, c.Old, c.New, nil, c.Documents, jsonVariants(c.Variants), c.Outputs,
		}
		for _, p := range c.Places {
			made.Places = append(made.Places, jsonPlace(p))
		}
		j.Changes = append(j.Changes, made)
	}
	for _, o := range i.Outputs {
		made := jsonOutput{Procedure: o.Procedure, Name: o.Name, Document: o.Document}
		if !o.Document {
			v := jsonVariants(o.Variants)
			made.Variants = &v
		}
		j.Outputs = append(j.Outputs, made)
	}
	for _, c := range i.Customers {
		made := jsonCustomer{Name: c.Name, Procedure: c.Procedure, Fate: string(c.Fate)}
		if c.Fate != Same {
			made.Class, made.Sentence, made.More, made.Outputs = c.Class.String(), c.Sentence, c.More, c.Outputs
		}
		j.Customers = append(j.Customers, made)
	}
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(j)
}
