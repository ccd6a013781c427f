package readback_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/render/powershell/readback"
)

const script = `<# param( $No = 'x' ) #>
[CmdletBinding()]
param(
    [ValidatePattern('^=$')]
    [string] $Given = 'it''s',

    [string] $Asked,

    [switch] $Replace
)
$script:Desired = @(
    @{
        Id       = 'a'
        Kind     = 'k'
        Settings = @(
            @{ Step = 'A1'; Name = 'One';   Value = ($Given + '@' + $Asked)
               OnlyIfEmpty = -not $Replace; ReplaceWith = 'Replace' }
            @{ Step = ''; Name = 'Many'; Value = @('x', ('y' + $Asked)) }   # said
            @{ Step = 'A2'; Name = 'Off'; Value = $false }
            @{ Step = 'A2'; Name = 'Unset'; Value = $null }
        )
        Known    = @(
            @{ Name = 'One'; Text = @('old', 'older') }
        )
        Test     = @($Given)
    }
)
$script:ByHand = @(
    @{ Id = 'A3'; When = 'w'; Title = 't'; Do = @(
            'first'
            'second'
        )
        Expect = 'e'; Fail = '' }
)
`

func TestRead(t *testing.T) {
	s, err := readback.Read(script, map[string]string{"Asked": "host", "Given": "not this one"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range s.Facts {
		got = append(got, fmt.Sprintf("%s %s:%d %s", f, f.Step, f.Line, f.Kind))
	}
	want := `a.One = it's@host A1:16 k
a.Many = x, yhost :18 k
a.Off = False A2:19 k
a.Unset =  A2:20 k`
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
	if got, want := fmt.Sprint(s.Parameters, s.Known, s.Tests, s.Tasks),
		"map[Given:it's] map[a:[One=old One=older]] map[a:[it's]] [{A3 w t e  [first second]}]"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestReadFaults(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"$script:Desired =", "$script:Other =", "readback: there is no table $script:Desired"},
		{"Value = $false", "Value = now", `readback: line 19: "now" is no value`},
		{"'@' + $Asked", "'@' - $Asked", `readback: line 16: "-" in a sum`},
		{"Step = ''; Name", "Step; Name", `readback: line 18: "Step" has no value`},
		{"'first'", "'first", "lexer: line 33: a string has no end"},
	} {
		_, err := readback.Read(strings.Replace(script, c.old, c.new, 1), nil)
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: got %v, want %s", c.new, err, c.want)
		}
	}
}
