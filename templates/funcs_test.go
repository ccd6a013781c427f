package templates

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/Masterminds/sprig/v3"
)

// refused are the functions of sprig's hermetic map that frames may not use, by
// the reason. The test fails when sprig has a name that stands neither here nor
// among those allowed: a new version is read before it is let in.
var refused = map[string]string{
	"depends on the clock": "ago must_date_modify mustDateModify toDate mustToDate unixEpoch " +
		"duration durationRound",
	"depends on chance": "shuffle randInt bcrypt htpasswd encryptAES decryptAES derivePassword " +
		"genPrivateKey genCA genCAWithKey genSelfSignedCert genSelfSignedCertWithKey genSignedCert " +
		"genSignedCertWithKey buildCustomCert",
	"depends on the order of a map": "keys values dict get set unset hasKey pluck dig pick omit " +
		"merge mergeOverwrite mustMerge mustMergeOverwrite",
	"counts or cuts text by bytes": "trunc substr abbrev abbrevboth initials wrap wrapWith",
	"turns typed text back into a bare string": "toString toStrings quote squote cat join " +
		"toJson mustToJson toPrettyJson mustToPrettyJson toRawJson mustToRawJson sortAlpha replace",
	"escapes or encodes, which printers do": "b32enc b32dec b64enc b64dec sha1sum sha256sum sha512sum " +
		"adler32sum urlParse urlJoin regexQuoteMeta",
	"judges or changes what the plan says": "ternary default coalesce empty all any fail contains hasPrefix " +
		"hasSuffix has mustHas upper lower swapcase nospace title untitle camelcase kebabcase snakecase trimAll trimall " +
		"trimPrefix trimSuffix regexFind regexFindAll regexMatch regexReplaceAll regexReplaceAllLiteral " +
		"regexSplit mustRegexFind mustRegexFindAll mustRegexMatch mustRegexReplaceAll " +
		"mustRegexReplaceAllLiteral mustRegexSplit semver semverCompare",
	"looks at types": "kindIs kindOf typeIs typeIsLike typeOf deepEqual deepCopy mustDeepCopy",
	"makes or cuts lists, which views do": "list tuple append mustAppend push mustPush prepend mustPrepend " +
		"concat chunk mustChunk compact mustCompact uniq mustUniq without mustWithout slice mustSlice " +
		"reverse mustReverse mustFirst mustLast mustInitial split splitList splitn seq until untilStep " +
		"fromJson mustFromJson mustRest",
	"arithmetic that no frame needs": "add1f addf subf mul mulf div divf mod max maxf min minf biggest " +
		"ceil floor round int int64 float64 atoi toDecimal",
	"is about files": "base dir ext clean isAbs osBase osDir osExt osClean osIsAbs",
	"is a joke":      "hello",
}

func TestEveryFunctionIsClassed(t *testing.T) {
	class := map[string]string{}
	for _, name := range allowed {
		class[name] = "allowed"
	}
	for reason, names := range refused {
		for _, name := range strings.Fields(names) {
			if was, ok := class[name]; ok {
				t.Errorf("%s is classed twice: %s; %s", name, was, reason)
			}
			class[name] = reason
		}
	}
	all := sprig.HermeticTxtFuncMap()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if class[name] == "" {
			t.Errorf("sprig has %s, which is neither allowed nor refused", name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(class)) {
		if _, ok := all[name]; !ok {
			t.Errorf("%s is classed and sprig does not have it", name)
		}
	}
}

func TestFuncs(t *testing.T) {
	funcs := Funcs()
	if len(funcs) != len(allowed) || len(allowed) > 12 {
		t.Errorf("%d functions for %d names; a dozen at most", len(funcs), len(allowed))
	}
	delete(funcs, "add")
	if _, ok := Funcs()["add"]; !ok {
		t.Error("a caller changed the functions of all others")
	}
}
