package profile_test

import (
	"testing"

	"github.com/triptych-docs/triptych/model/profile"
)

func TestPasted(t *testing.T) {
	const address = "acme@journaling.mxrecord.io"
	for _, c := range []struct{ kind, value, want string }{
		{"address", address, address},
		{"address", "  " + address + "\u00a0", address},
		{"address", "\u200b" + address + "\ufeff", address},
		{"address", "mailto:" + address, address},
		{"address", "MAILTO:" + address + "?subject=Journaling&body=x@y.example", address},
		{"address", "SMTP:" + address, address},
		{"address", "mailto:first%2Blast@b.example", "first+last@b.example"},
		{"address", "mailto:100%@b.example", "100%@b.example"},
		{"address", "<" + address + ">", address},
		{"address", "<mailto:" + address + ">;", address},
		{"address", "Acme Corp <" + address + ">", address},
		{"address", `"Acme, Corp." <` + address + `>,`, address},
		{"address", address + ".", address},
		{"address", "(" + address + ").", address},
		{"address", "\u201c" + address + "\u201d", address},
		{"address", "`" + address + "`", address},
		{"address", "[write to us](mailto:" + address + ")", address},
		{"address", "[" + address + "](mailto:" + address + ").", address},
		// What cannot be understood stays, and is refused with what is wrong with it.
		{"address", "a@b.example, c@d.example", "a@b.example, c@d.example"},
		{"address", "a b@c.example", "a b@c.example"},
		{"address", ".a@b.example", ".a@b.example"},
		{"address", "-a@b.example", "-a@b.example"},
		{"address", "<>", ""},
		{"local-part", "acme", "acme"},
		{"local-part", " acme. ", "acme"},
		{"local-part", "mailto:" + address, address},
		{"domain", "contoso.example", "contoso.example"},
		{"domain", "https://Contoso.example/about?x=y", "Contoso.example"},
		{"domain", "@contoso.example.", "contoso.example"},
		{"domain", "a@contoso.example", "a@contoso.example"},
		{"text", " CHG-1. ", "CHG-1."},
		{"name", "<Acme>", "<Acme>"},
	} {
		if got := profile.Pasted(c.kind, c.value); got != c.want {
			t.Errorf("Pasted(%s, %q) = %q, want %q", c.kind, c.value, got, c.want)
		}
	}
}

// FuzzPasted: what is sound is never changed, what was understood is not
// understood in another way the second time, and an address is found in
// whatever is usually put round it.
func FuzzPasted(f *testing.F) {
	for _, seed := range []string{"acme", "acme@b.example", "mailto:acme@b.example?x=%zz", "<<a>>", "[a](b)", "a <b> c", "smtp:mailto:a@b.example", "contoso.example", "https://@x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		for _, kind := range []string{"address", "local-part", "domain", "name", "text"} {
			got := profile.Pasted(kind, value)
			if again := profile.Pasted(kind, got); again != got {
				t.Errorf("Pasted(%s, %q) = %q, and of that %q", kind, value, got, again)
			}
			if profile.Valid(kind, value) == nil && got != value {
				t.Errorf("Pasted(%s, %q) = %q, and it was sound", kind, value, got)
			}
		}
		if profile.Valid("address", value) != nil {
			return
		}
		for _, around := range [][2]string{{"mailto:", ""}, {"<", ">"}, {"Acme <", ">."}, {"<mailto:", "?subject=x>"}, {"\u201c", "\u201d,"}} {
			if got := profile.Pasted("address", around[0]+value+around[1]); got != value {
				t.Errorf("Pasted(%q) = %q", around[0]+value+around[1], got)
			}
		}
	})
}
