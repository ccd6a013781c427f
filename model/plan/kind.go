package plan

// A Kind is a kind of object in a tenant: which cmdlets read and change it, how
// it is recognised, how its settings compare. Kinds are data (content/kinds.yaml,
// checked against the Exchange cmdlet reference), so that an object of another
// vendor's procedure needs no code. A kind without Get lives in the vendor's
// own console: its steps are done by hand.
type Kind struct {
	ID     string `yaml:"id" validate:"required"`
	Title  string `yaml:"title" validate:"required"` // "outbound connector"
	Plural string `yaml:"plural" validate:"required"`
	// Also are other words that guides have for it: the audit names them.
	Also []string `yaml:"also"`

	// Get lists every object of the kind. A missing -Identity returns all
	// objects, so that none of these calls ever names one. Several calls are
	// joined and made unique by Key: some cmdlets hide a part of the objects
	// unless asked for it.
	Get []KindCall `yaml:"get" validate:"dive"`

	New     string `yaml:"new" validate:"omitempty,powershell"`     // cmdlet; empty when the object always exists
	Set     string `yaml:"set" validate:"omitempty,powershell"`     // cmdlet
	Remove  string `yaml:"remove" validate:"omitempty,powershell"`  // cmdlet
	Enable  string `yaml:"enable" validate:"omitempty,powershell"`  // cmdlet; empty when Set changes Enabled
	Disable string `yaml:"disable" validate:"omitempty,powershell"` // cmdlet

	// Prompts lists the cmdlets above that ask for confirmation by default.
	Prompts []string `yaml:"prompts" validate:"dive,powershell"`

	// Singleton is a kind of which a tenant has exactly one object.
	Singleton bool `yaml:"singleton"`

	// Key is the property that identifies an object for good: Guid.
	Key string `yaml:"key" validate:"omitempty,powershell"`

	// Match lists the settings by which an existing object is recognised as
	// ours: the first that matches wins.
	Match []string `yaml:"match" validate:"dive,powershell"`

	Settings []KindSetting `yaml:"settings" validate:"dive"`

	// Validate is a test that the console runs before it saves; Record notes
	// its success on the object, which the test itself does not.
	Validate *Validation `yaml:"validate"`

	// Members lists the members of an object; nil: it has none.
	Members *KindMembers `yaml:"members"`

	// Defeats are settings of other objects that take the effect of ours away.
	Defeats []KindDefeat `yaml:"defeats" validate:"dive"`

	// Many is the number of objects from which on a tenant may be at its limit;
	// 0: no limit is known.
	Many int `yaml:"many"`

	Roles  []string `yaml:"roles"`  // role groups that may change it, least first
	Source []string `yaml:"source"` // where these facts are from
}

// A KindSetting is a property of a kind of object.
type KindSetting struct {
	Name string `yaml:"name" validate:"required,powershell"`
	// Type is string, boolean, list (of strings) or address.
	Type string `yaml:"type" validate:"required,oneof=string boolean list address"`
	Max  int    `yaml:"max"` // characters; 0 is no limit known
	// Read is the property as the Get cmdlet spells it, where that differs.
	Read string `yaml:"read" validate:"omitempty,powershell"`
	// NewDefault is what the New cmdlet takes when the parameter is left out.
	NewDefault string `yaml:"new_default"`
	NotOnNew   bool   `yaml:"not_on_new"`
	NotOnSet   bool   `yaml:"not_on_set"`
	// With names settings that must be given in the same call.
	With []string `yaml:"with" validate:"dive,powershell"`
	// Empty lists the texts that mean "not set" when read.
	Empty []string `yaml:"empty"`
	// Prefix is what the service puts before a value that it returns: "SMTP:".
	Prefix string `yaml:"prefix"`
	// Values are the accepted words, where the reference lists them.
	Values []string `yaml:"values"`
	// Switches marks the setting that turns the effect of an object on and off:
	// what is staged is made with it off, and a rollback may find it off.
	Switches bool `yaml:"switches"`
	// NeededBy lists kinds whose objects need the value: while there are any, a
	// rollback does not clear it.
	NeededBy []string `yaml:"needed_by"`
	// Outside is an address that none of the tenant's accepted domains may have.
	Outside bool `yaml:"outside"`
	// Recipient says which recipient of the tenant the address may be.
	Recipient *KindRecipient `yaml:"recipient"`
}

// A KindRecipient is what is known of an address as a recipient of the tenant.
// Its lists hold types of recipient, as RecipientTypeDetails spells them.
type KindRecipient struct {
	Required bool     `yaml:"required"` // there has to be one
	Refuse   []string `yaml:"refuse"`   // not one of these
	Warn     []string `yaml:"warn"`     // one of these only after a second thought
	Says     string   `yaml:"says" validate:"required"`
}

// KindMembers is how the members of an object are listed.
type KindMembers struct {
	Cmdlet    string `yaml:"cmdlet" validate:"required,powershell"`
	Unlimited bool   `yaml:"unlimited"`                          // with -ResultSize Unlimited
	Key       string `yaml:"key" validate:"required,powershell"` // the property that tells members apart
	Show      string `yaml:"show" validate:"required,powershell"`
}

// A KindDefeat is a setting of another object of the kind that takes the effect
// of ours away.
type KindDefeat struct {
	Setting string `yaml:"setting" validate:"required,powershell"`
	Value   string `yaml:"value" validate:"required"`
	Says    string `yaml:"says" validate:"required"`
}

// A KindCall is one way to list objects of a kind.
type KindCall struct {
	Cmdlet    string   `yaml:"cmdlet" validate:"required,powershell"`
	On        []string `yaml:"on" validate:"dive,powershell"` // Boolean parameters given as $true
	Unlimited bool     `yaml:"unlimited"`                     // with -ResultSize Unlimited
}

// A Validation is a test run by cmdlet. It sends real mail.
type Validation struct {
	Cmdlet     string `yaml:"cmdlet" validate:"required,powershell"`
	Recipients string `yaml:"recipients" validate:"required,powershell"` // its parameter that takes the addresses
	// The parameters of the Set cmdlet that note a success.
	NoteRecipients string `yaml:"note_recipients" validate:"required,powershell"`
	NoteSuccess    string `yaml:"note_success" validate:"required,powershell"`
	NoteTime       string `yaml:"note_time" validate:"required,powershell"`
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
