package impact

import "testing"

// What may be called a change of wording is what a reader cannot be misled by.
func TestClassOfATextThatBecomesAnother(t *testing.T) {
	next, cancel := label+"Next"+end, label+"Cancel"+end
	host := code + "a.example" + end
	for _, c := range []struct {
		old, new string
		want     Class
	}{
		{"Select " + next, "Then select " + next, Differs}, // "then" can turn it
		{"Now select " + next, "Select " + next, Wording},
		{"Select " + next, "Select " + cancel, Differs},
		{"Turn it on", "Turn it off", Differs},
		{"Do it", "Do not do it", Differs},
		{"It takes time", "It takes long", Wording},
		{"It takes 5 minutes", "It takes 50 minutes", Value},
		{"Enter " + host, "Enter " + code + "b.example" + end, Value},
		{"Ask a.example", "Ask b.example", Value},
		{"See " + ref + "rule" + end, "See " + ref + "connector" + end, Differs},
		{"See " + ref + "rule" + derived + "A4" + end + end, "See " + ref + "rule" + derived + "A5" + end + end, Layout},
		{block + "note: " + end + "Wait", block + "caution: " + end + "Wait", Differs},
		{strong + "Wait" + end, "Wait", Layout},
		{"", "Wait", Differs},
		{"Wait", "", Differs},
	} {
		if got := classify(&statement{part: &part{}}, c.old, c.new); got != c.want {
			t.Errorf("%s -> %s: got %s, want %s", display(c.old), display(c.new), got, c.want)
		}
	}
}
