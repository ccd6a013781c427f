package prove

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/triptych-docs/triptych/model/fixture"
)

// big is content with one procedure of ten facets, four answers each: more than
// a million variants, less those that two forbidden combinations exclude. Every
// facet decides about an object, a section and steps, and about values.
func big(t testing.TB) fstest.MapFS {
	t.Helper()
	files := fixture.Copy(t, os.DirFS("../../testdata/world"))
	runbook, _, _ := strings.Cut(string(files["lantern-copies/runbook.yaml"].Data), "decisions:")
	for name := range files {
		if strings.HasPrefix(name, "lantern-copies/") {
			delete(files, name)
		}
	}
	runbook = strings.NewReplacer(
		", when: {gateway: [outbound]}", "", "when: {split: [sites]}, ", "", "      each: sites\n", "",
		"{rule.Address}", "{input.address}", "{rule.Name}", "{goal.Name}", "kind: copy-rule", "kind: beam",
	).Replace(runbook)
	labels := files["labels.yaml"]
	labels.Data = []byte(strings.NewReplacer("choose: console", "choose: f0", "    old: ", "    a0 | a1: ", "    new: ", "    a2 | a3: ").Replace(string(labels.Data)))
	files["big/runbook.yaml"] = &fstest.MapFile{Data: []byte(runbook)}

	var facets, objects, sections strings.Builder
	for f := range 10 {
		fmt.Fprintf(&facets, "  - id: f%d\n    question: What about %d?\n    columns: [{id: host, title: Host}]\n    answers:\n", f, f)
		for a := range 4 {
			fmt.Fprintf(&facets, "      - {id: a%d, label: answer %d, clause: you say %d, row: {host: h%d.f%d.example}}\n", a, a, a, a, f)
		}
		next := (f + 1) % 10
		fmt.Fprintf(&objects, `  - id: o%[1]d
    kind: beam
    when: {f%[1]d: [a0, a1, a2], f%[2]d: [a1, a2, a3]}
    settings:
      Name:
        label: Name
        value: {choose: f%[1]d, a0: "Zero %[1]d", a1: "One %[1]d", "a2 | a3": "More %[1]d of {f%[2]d.host}"}
        source: [BOOK]
      Type: {label: Type, value: Partner, source: [BOOK]}
      Domains: {label: Domains, value: ["{f%[1]d.host}", "{f%[2]d.host}"], source: [BOOK]}
      Hosts: {label: Hosts, value: "{f%[1]d.host}", source: [BOOK]}
      Enabled: {label: State, value: true, source: [BOOK]}
    undo: "Remove {o%[1]d.Name}."
    source: [BOOK]
`, f, next)
		fmt.Fprintf(&sections, `  - id: s%[1]d
    role: change
    title: Section %[1]d
    when: {f%[1]d: [a0, a1, a2], f%[2]d: [a1, a2, a3]}
    order:
      choose: f%[1]d
      "a0 | a3": [name, hosts, save]
      a1: [hosts, name, save]
      a2: [name, hosts, more, save]
    steps:
      - id: name
        title: Name
        text: "Name it {o%[1]d.Name}:"
        fields:
          - {label: beam.name, control: text, setting: o%[1]d.Name}
          - {label: beam.to, control: select, setting: o%[1]d.Type, options: {Partner: beam.to.partner}}
          - {label: beam.on, control: checkbox, setting: o%[1]d.Enabled}
        notes: [{text: "Only {f%[2]d.host}.", when: {f%[2]d: [a1, a2]}}, {text: Or this., when: {f%[3]d: [a0, a1], f%[2]d: [a3]}}]
        source: [BOOK]
      - id: hosts
        title: Hosts
        text: "Route it:"
        fields:
          - {label: beam.domains, control: list, setting: o%[1]d.Domains, add: ui.plus}
        sets: [o%[1]d.Hosts]
        fail: [{text: "Look at {step:s%[1]d.name} again.", when: {f%[3]d: [a0, a1]}}]
        source: [BOOK]
      - id: more
        title: More
        when: {f%[1]d: [a2]}
        text: "Do more than in {step:s%[1]d.hosts}."
        source: [BOOK]
      - id: save
        title: Save
        text: "Save it."
        changes: true
        expect: [It is there.]
        undo: Remove it.
        commits: [o%[1]d]
        source: [BOOK]
`, f, next, (f+2)%10)
	}
	files["big/big.yaml"] = &fstest.MapFile{Data: []byte(`id: big
title: Big
vendor: big
script: Set-Big
goal: last.save
terms: {product: Big, portal: Big portal}
facets:
` + facets.String() + `
forbid:
  - {when: {f0: [a3], f1: [a0]}, why: It does not exist.}
  - {when: {f8: [a2], f9: [a2]}, why: It does not exist.}
inputs:
  - {id: address, type: local-part, question: Which address?, example: acme, placeholder: ADDRESS}
objects:
` + objects.String() + `
  - id: goal
    kind: lamp
    settings:
      Name: {label: Lamp, value: "{input.address}", source: [BOOK]}
    undo: Leave it.
    source: [BOOK]
sections:
` + sections.String() + `
  - id: last
    role: change
    title: Last
    steps:
      - {id: save, title: Last, text: "Say {goal.Name}.", sets: [goal.Name], changes: true, expect: [It is there.], undo: Remove it., source: [BOOK]}
`)}
	return files
}

// variants of the big procedure: 4^10, less two combinations of two answers.
const variants = 1<<20 - 2*(1<<16) + 1<<12

func TestAMillionVariantsAreProven(t *testing.T) {
	files := big(t)
	r := Check(fixture.Load(t, files, "big"))
	if len(r.Findings) > 0 {
		t.Fatalf("\n%s", told(t, r))
	}
	if want := fmt.Sprintf("1 procedure, %d variants, 0 documents", variants); r.Summary != want {
		t.Errorf("checked %s, want %s", r.Summary, want)
	}
	// One reference too far, for readers of three answers.
	big := string(files["big/big.yaml"].Data)
	files["big/big.yaml"].Data = []byte(strings.Replace(big, "{step:s3.name} again.", "{step:s7.more} again.", 1))
	r = Check(fixture.Load(t, files, "big"))
	if len(r.Findings) != 1 {
		t.Fatalf("\n%s", told(t, r))
	}
	f := r.Findings[0]
	// By hand: 15 ways to answer f0 and f1; f2; three for each of f3 and f4, two for
	// f5; f6; 60 for f7, f8 and f9, less the 11 that have the step.
	const count = 15 * 4 * 3 * 3 * 2 * 4 * (60 - 11)
	if f.Rule != lawReference || f.Variant != "f3=a0 f4=a1 f5=a0 f7=a0" || f.Count != count {
		t.Errorf("got %s in %q, %d variants; want %d", f.Rule, f.Variant, f.Count, count)
	}
}

// The time to prove a million variants as a multiple of the time to load them,
// both in the same run.
func BenchmarkAMillionVariants(b *testing.B) {
	files := big(b)
	var loading, proving time.Duration
	for b.Loop() {
		start := time.Now()
		p := fixture.Load(b, files, "big")
		loading += time.Since(start)
		start = time.Now()
		if r := Check(p); len(r.Findings) > 0 {
			b.Fatal(r.Findings[0].Message)
		}
		proving += time.Since(start)
	}
	b.ReportMetric(float64(proving)/float64(loading), "proving/loading")
	b.ReportMetric(float64(loading.Milliseconds())/float64(b.N), "ms-loading")
}
