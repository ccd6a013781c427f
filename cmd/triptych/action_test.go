package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// An action is what action.yml says, as far as it can be run without GitHub.
type action struct {
	Inputs map[string]struct {
		Default string `yaml:"default"`
	} `yaml:"inputs"`
	Runs struct {
		Steps []struct {
			Name, Shell, Run, If string
			Env                  map[string]string
		} `yaml:"steps"`
	} `yaml:"runs"`
}

// TestAction runs the steps of the action in a repository with one commit, as a
// runner of GitHub would.
func TestAction(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the program")
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	var a action
	parseYAML(t, filepath.Join(root, "action.yml"), &a)
	repository, temp := t.TempDir(), t.TempDir()
	if err := os.CopyFS(filepath.Join(repository, "content"), os.DirFS(filepath.Join(root, "content"))); err != nil {
		t.Fatal(err)
	}
	command(t, repository, nil, "git", "init", "-q")
	command(t, repository, nil, "git", "-c", "user.name=x", "-c", "user.email=x@x.example", "commit", "-q", "--allow-empty", "-m", "empty")
	command(t, repository, nil, "git", "add", "-A")
	command(t, repository, nil, "git", "-c", "user.name=x", "-c", "user.email=x@x.example", "commit", "-q", "-m", "content")
	inputs := map[string]string{"docs": filepath.Join(root, "testdata", "golden", "docs"), "base": "HEAD", "site": filepath.Join(temp, "public")}
	outputs, summary := filepath.Join(temp, "outputs"), filepath.Join(temp, "summary")
	env := append(cleanEnvironment(), "RUNNER_TEMP="+temp, "GITHUB_OUTPUT="+outputs, "GITHUB_STEP_SUMMARY="+summary)
	ran := 0
	for _, step := range a.Runs.Steps {
		if step.Run == "" {
			continue
		}
		own := env
		for name, value := range step.Env {
			own = append(own, name+"="+evaluate(t, a, inputs, root, value))
		}
		if step.Shell != "bash" {
			t.Errorf("step %q runs in %q", step.Name, step.Shell)
		}
		command(t, repository, own, "bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step.Run)
		ran++
	}
	if ran != 5 {
		t.Errorf("%d steps ran", ran)
	}
	for name, want := range map[string]string{
		outputs: "comment=", summary: "triptych", filepath.Join(temp, "public", "index.html"): "<html",
	} {
		if text, err := os.ReadFile(name); err != nil || !strings.Contains(string(text), want) {
			t.Errorf("%s has %.80q, want %q in it: %v", name, text, want, err)
		}
	}
}

// evaluate is an expression of the action, of the few kinds that it has.
func evaluate(t *testing.T, a action, inputs map[string]string, root, text string) string {
	t.Helper()
	name := strings.TrimSuffix(strings.TrimPrefix(text, "${{ "), " }}")
	if name == "github.action_path" {
		return root
	}
	input, ok := strings.CutPrefix(name, "inputs.")
	declared, known := a.Inputs[input]
	if !ok || !known {
		t.Fatalf("%q is nothing that the action has", text)
	}
	if value, given := inputs[input]; given {
		return value
	}
	return declared.Default
}

// TestHooks runs what each hook of pre-commit would run.
func TestHooks(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	var hooks []struct {
		ID, Entry, Language string
		Args                []string
	}
	parseYAML(t, filepath.Join(root, ".pre-commit-hooks.yaml"), &hooks)
	if len(hooks) == 0 {
		t.Fatal("there are none")
	}
	t.Chdir(root)
	for _, hook := range hooks {
		if hook.ID == "triptych-docs" {
			hook.Args = []string{filepath.Join("testdata", "golden", "docs")}
		}
		args := append(strings.Fields(hook.Entry), hook.Args...)
		if args[0] != "triptych" || hook.Language != "golang" {
			t.Errorf("%s runs %q in %s", hook.ID, args[0], hook.Language)
		}
		var out, talk strings.Builder
		if code := run(args[1:], &program{stdin: strings.NewReader(""), stdout: &out, stderr: &talk, env: unconfigured}); code != exitDone {
			t.Errorf("%s ended with %d:\n%s%s", hook.ID, code, &out, &talk)
		}
	}
}

func parseYAML(t *testing.T, name string, into any) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

func command(t *testing.T, dir string, env []string, name string, args ...string) {
	t.Helper()
	c := exec.Command(name, args...)
	c.Dir, c.Env = dir, env
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", args, err, out)
	}
}
