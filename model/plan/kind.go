package plan

// A Kind is a kind of object in a tenant: which cmdlets read and change it, how
// it is recognised, how its settings compare. Kinds are data (content/kinds.yaml,
// checked against the Exchange cmdlet reference), so that an object of another
// vendor's procedure needs no code. A kind without Get lives in the vendor's
// own console: its steps are done by hand.
type Kind struct {
	ID     string   `yaml:"id" validate:"required"`
	Title  string   `yaml:"title" validate:"required"`  // What it is called. For example: `outbound connector`.
	Plural string   `yaml:"plural" validate:"required"` // What several are called. For example: `outbound connectors`.
	Also   []string `yaml:"also"`                       // Other words that guides have for it, which the audit knows.

	// How all objects of the kind are listed. Several calls are joined, because some
	// cmdlets hide a part of the objects unless asked for it. Without any it is of
	// the vendor's own console, and done by hand.
	Get []KindCall `yaml:"get" validate:"dive"`

	New     string `yaml:"new" validate:"omitempty,powershell"`     // The cmdlet that makes one. Without it the object is always there.
	Set     string `yaml:"set" validate:"omitempty,powershell"`     // The cmdlet that changes one.
	Remove  string `yaml:"remove" validate:"omitempty,powershell"`  // The cmdlet that removes one.
	Enable  string `yaml:"enable" validate:"omitempty,powershell"`  // The cmdlet that turns one on, where Set does not.
	Disable string `yaml:"disable" validate:"omitempty,powershell"` // The cmdlet that turns one off, where Set does not.

	Prompts []string `yaml:"prompts" validate:"dive,powershell"` // Which of the cmdlets ask for confirmation by default.

	Singleton bool `yaml:"singleton"` // A tenant has exactly one of it.

	Key string `yaml:"key" validate:"omitempty,powershell"` // The property that identifies one for good. For example: `Guid`.

	// The settings by which one that is there is recognised as ours: the first that
	// matches wins.
	Match []string `yaml:"match" validate:"dive,powershell"`

	Settings []KindSetting `yaml:"settings" validate:"dive"` // Its settings, as the cmdlets call them.

	Validate *Validation `yaml:"validate"` // The test that the console runs before it saves one.

	Members *KindMembers `yaml:"members"` // How the members of one are listed. Without it there are none.

	Defeats []KindDefeat `yaml:"defeats" validate:"dive"` // Settings of other objects that take the effect of ours away.

	// How many a tenant may have before it may be at its limit; 0 where no limit is
	// known.
	Many int `yaml:"many"`

	Roles  []string `yaml:"roles"`  // The role groups that may change it, the least first.
	Source []string `yaml:"source"` // Where these facts are from: ids of sources.yaml.
}

// A KindSetting is a property of a kind of object.
type KindSetting struct {
	Name       string   `yaml:"name" validate:"required,powershell"`                        // What the cmdlets call it.
	Type       string   `yaml:"type" validate:"required,oneof=string boolean list address"` // What its values are.
	Max        int      `yaml:"max"`                                                        // How many characters it takes; 0 where no limit is known.
	Read       string   `yaml:"read" validate:"omitempty,powershell"`                       // What the Get cmdlet calls it, where that differs.
	NewDefault string   `yaml:"new_default"`                                                // What the New cmdlet takes where it is left out.
	NotOnNew   bool     `yaml:"not_on_new"`                                                 // The New cmdlet does not have it.
	NotOnSet   bool     `yaml:"not_on_set"`                                                 // The Set cmdlet does not have it.
	With       []string `yaml:"with" validate:"dive,powershell"`                            // Settings that have to be given in the same call.
	Empty      []string `yaml:"empty"`                                                      // Texts that mean "not set" when it is read.
	// What the service puts before a value that it returns. For example: `SMTP:`.
	Prefix string   `yaml:"prefix"`
	Values []string `yaml:"values"` // The words that it takes, where the reference lists them.
	// It turns the effect of an object on and off: what is staged is made with it
	// off, and a rollback may find it off.
	Switches bool `yaml:"switches"`
	// Kinds whose objects need the value: while there are any, a rollback does not
	// clear it.
	NeededBy  []string       `yaml:"needed_by"`
	Outside   bool           `yaml:"outside"`   // It is an address that none of the tenant's accepted domains may have.
	Recipient *KindRecipient `yaml:"recipient"` // Which recipient of the tenant the address may be.
}

// A KindRecipient is what is known of an address as a recipient of the tenant.
// Its lists hold types of recipient, as RecipientTypeDetails spells them.
type KindRecipient struct {
	Required bool     `yaml:"required"`                 // There has to be one.
	Refuse   []string `yaml:"refuse"`                   // Types of recipient that it must not be.
	Warn     []string `yaml:"warn"`                     // Types of recipient that it may be after a second thought.
	Says     string   `yaml:"says" validate:"required"` // Why, for whoever runs the script.
}

// KindMembers is how the members of an object are listed.
type KindMembers struct {
	Cmdlet    string `yaml:"cmdlet" validate:"required,powershell"` // The cmdlet that lists them.
	Unlimited bool   `yaml:"unlimited"`                             // It is called with -ResultSize Unlimited.
	Key       string `yaml:"key" validate:"required,powershell"`    // The property that tells members apart.
	Show      string `yaml:"show" validate:"required,powershell"`   // The property that people know a member by.
}

// A KindDefeat is a setting of another object of the kind that takes the effect
// of ours away.
type KindDefeat struct {
	Setting string `yaml:"setting" validate:"required,powershell"` // The setting.
	Value   string `yaml:"value" validate:"required"`              // Its value that takes the effect of ours away.
	Says    string `yaml:"says" validate:"required"`               // What that does, for whoever runs the script.
}

// A KindCall is one way to list objects of a kind.
type KindCall struct {
	Cmdlet    string   `yaml:"cmdlet" validate:"required,powershell"` // The cmdlet.
	On        []string `yaml:"on" validate:"dive,powershell"`         // Its parameters that are given as $true.
	Unlimited bool     `yaml:"unlimited"`                             // It is called with -ResultSize Unlimited.
}

// A Validation is a test run by cmdlet. It sends real mail.
type Validation struct {
	Cmdlet         string `yaml:"cmdlet" validate:"required,powershell"`          // The cmdlet.
	Recipients     string `yaml:"recipients" validate:"required,powershell"`      // Its parameter that takes the addresses.
	NoteRecipients string `yaml:"note_recipients" validate:"required,powershell"` // The parameter of the Set cmdlet that notes the addresses of a success.
	NoteSuccess    string `yaml:"note_success" validate:"required,powershell"`    // The parameter of the Set cmdlet that notes a success.
	NoteTime       string `yaml:"note_time" validate:"required,powershell"`       // The parameter of the Set cmdlet that notes when that was.
}

// Setting finds a setting of the kind by name.
func (k Kind) Setting(name string) (KindSetting, bool) {
	for _, s := range k.Settings {
		if s.Name == name {
			return s, true
		}
	}
	return KindSetting{}, false
}
