package render

// runbookSchema is the form of a runbook as JSON. It only grows; a new form has
// another number.
const runbookSchema = "triptych.runbook/1"

// The parts of a runbook, in the order in which they are printed.
type (
	jsonRunbook struct {
		Schema    text              `json:"schema"`
		ID        text              `json:"id"`
		Status    text              `json:"status"`
		Model     text              `json:"model"`
		Procedure text              `json:"procedure"`
		Title     text              `json:"title"`
		Customer  map[string]text   `json:"customer"`
		Change    map[string]text   `json:"change"`
		Contact   map[string]text   `json:"contact"`
		Prepared  map[string]text   `json:"prepared"`
		Answers   []jsonAnswer      `json:"answers"`
		LeftOut   []jsonLeftOut     `json:"left_out"`
		Values    map[string]text   `json:"inputs"`
		Sections  []jsonSection     `json:"sections"`
		Objects   []jsonObject      `json:"objects"`
		Checks    []jsonCheck       `json:"checks"`
		Symptoms  []jsonSymptom     `json:"symptoms"`
		Rollback  map[string][]text `json:"rollback"`
		Risk      jsonRisk          `json:"risk"`
		Wait      jsonWait          `json:"wait_minutes"`
		Decisions []jsonDecision    `json:"decisions"`
		Script    text              `json:"script"`
	}
	jsonAnswer struct {
		Facet    text   `json:"facet"`
		Question text   `json:"question"`
		Answers  []text `json:"answers"`
		Shown    text   `json:"shown"`
		Effect   []text `json:"effect,omitempty"`
	}
	jsonLeftOut struct {
		What text `json:"what"`
		Why  text `json:"why"`
	}
	jsonSection struct {
		ID      text       `json:"id"`
		Role    text       `json:"role"`
		Letter  text       `json:"letter,omitempty"`
		Title   text       `json:"title"`
		Minutes int        `json:"minutes,omitempty"`
		Roles   []text     `json:"roles,omitempty"`
		Intro   []text     `json:"intro,omitempty"`
		Steps   []jsonStep `json:"steps,omitempty"`
		Outro   []text     `json:"outro,omitempty"`
	}
	jsonStep struct {
		ID       text   `json:"id"`
		Code     text   `json:"code"`
		Title    text   `json:"title"`
		Optional bool   `json:"optional,omitempty"`
		Changes  bool   `json:"changes,omitempty"`
		Do       []text `json:"do"`
		Expect   []text `json:"expect,omitempty"`
		Fail     []text `json:"fail,omitempty"`
		Undo     text   `json:"undo,omitempty"`
		Settings []text `json:"settings,omitempty"`
		Evidence text   `json:"evidence,omitempty"`
	}
	jsonObject struct {
		ID       text          `json:"id"`
		Kind     text          `json:"kind"`
		Title    text          `json:"title"`
		Cmdlets  []text        `json:"cmdlets,omitempty"`
		Settings []jsonSetting `json:"settings"`
		Stop     text          `json:"stop,omitempty"`
		Undo     text          `json:"undo"`
		Keep     bool          `json:"keep,omitempty"`
	}
	jsonSetting struct {
		ID         text   `json:"id"`
		Name       text   `json:"name"`
		Label      text   `json:"label"`
		Short      text   `json:"short,omitempty"`
		Value      any    `json:"value"`
		Shown      text   `json:"shown,omitempty"` // of a value that is none: what that means, where to look
		Policy     text   `json:"policy,omitempty"`
		Unverified text   `json:"unverified,omitempty"`
		Steps      []text `json:"steps,omitempty"`
		Source     []text `json:"source"`
	}
	jsonCheck struct {
		ID     text   `json:"id"`
		When   text   `json:"when"`
		Title  text   `json:"title"`
		Do     []text `json:"do"`
		Expect text   `json:"expect"`
		Fail   text   `json:"fail"`
		Manual bool   `json:"manual,omitempty"`
	}
	jsonSymptom struct {
		ID       text `json:"id"`
		Symptom  text `json:"symptom"`
		Cause    text `json:"cause"`
		Action   text `json:"action"`
		Escalate text `json:"escalate"`
	}
	jsonRisk struct {
		Level   text   `json:"level"`
		Reasons []text `json:"reasons"`
	}
	jsonWait struct {
		Min      int  `json:"min"`
		Typical  int  `json:"typical"`
		Max      int  `json:"max"`
		Verified bool `json:"verified"`
	}
	jsonDecision struct {
		ID     text `json:"id"`
		Fact   text `json:"fact"`
		Chosen text `json:"chosen"`
		Why    text `json:"why"`
		Since  text `json:"since"`
	}
)
