package pattern_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model/pattern"
)

// TestPatterns compiles every pattern of the project: one with a fault would
// otherwise stop the first reader who needs it.
func TestPatterns(t *testing.T) {
	const root = "../.."
	found := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || d.Name() == "node_modules" || strings.HasPrefix(d.Name(), ".") && path != root) {
			return fs.SkipDir
		}
		if filepath.Ext(path) != ".go" {
			return nil
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || !isNew(call.Fun) {
				return true
			}
			found++
			at := files.Position(call.Pos())
			literal, ok := call.Args[0].(*ast.BasicLit)
			if !ok {
				t.Errorf("%s: the pattern is no literal, which this test could read", at)
				return true
			}
			if expression, err := strconv.Unquote(literal.Value); err != nil {
				t.Errorf("%s: %v", at, err)
			} else if _, err := regexp.Compile(expression); err != nil {
				t.Errorf("%s: %v", at, err)
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found < 50 {
		t.Errorf("only %d patterns were found", found)
	}
}

// isNew tells whether a call is of pattern.New.
func isNew(function ast.Expr) bool {
	selector, ok := function.(*ast.SelectorExpr)
	if !ok || selector.Sel.Name != "New" {
		return false
	}
	of, ok := selector.X.(*ast.Ident)
	return ok && of.Name == "pattern"
}

func TestNewCompilesOnce(t *testing.T) {
	word := pattern.New(`^\w+$`)
	if !word().MatchString("one") || word().MatchString("two words") {
		t.Error("the pattern matches something else than its expression")
	}
	if first, second := word(), word(); first != second {
		t.Error("the second call compiled the expression again")
	}
}
