package audit

import (
	"net/url"
	"strings"

	"github.com/triptych-docs/triptych/model/report"
)

// unknownHosts finds hosts under the vendor's domains, or that look like one of
// its hosts, that the model does not have.
func unknownHosts(f *finder) {
	linked := map[string]bool{}
	for _, l := range f.links {
		if u, err := url.Parse(l.url); err == nil {
			linked[strings.ToLower(u.Hostname())] = true
		}
	}
	for _, b := range f.foreign() {
		for _, w := range b.words {
			h := host(w.low)
			if h == "" || len(f.hosts[h]) > 0 || linked[h] {
				continue
			}
			nearest, why := f.nearestHost(h)
			if nearest == "" {
				continue
			}
			f.says(report.Error, b, w.start+strings.Index(w.low, h), "if it is right, add it to the model", "%s is no host that the model has, and %s; the nearest is %s", quote(h), why, quote(nearest))
		}
	}
}

// nearestHost is the known host that another one is most like, if it is like
// any, and why it is taken for the vendor's.
func (x *index) nearestHost(h string) (nearest, why string) {
	own := x.roots[root(h)] && root(h) != h
	least := len(h)
	for _, known := range x.hostNames() {
		if d := distance(h, known, len(h)); d < least {
			nearest, least = known, d
		}
	}
	switch {
	case own:
		return nearest, "stands under a domain of the vendor"
	case nearest != "" && (least <= 2 && len(h) > 8 || shares(h, nearest)):
		return nearest, "looks like one of the vendor"
	}
	return "", ""
}

func (x *index) hostNames() []string {
	var out []string
	for _, id := range x.settingIDs() {
		for _, a := range x.settings[id].values {
			if _, domain, ok := strings.Cut(a.text, "@"); ok {
				a.text = domain
			}
			if len(x.hosts[strings.ToLower(a.text)]) > 0 {
				out = append(out, strings.ToLower(a.text))
			}
		}
	}
	return distinct(out)
}

// shares tells whether two hosts have a part in common that is long enough to
// be a name of its own.
func shares(a, b string) bool {
	for _, x := range strings.Split(a, ".") {
		for _, y := range strings.Split(b, ".") {
			if x == y && len(x) >= 8 {
				return true
			}
		}
	}
	return false
}

// cutValues finds addresses whose domain breaks off.
func cutValues(f *finder) {
	first := map[string]bool{}
	for h := range f.hosts {
		part, _, _ := strings.Cut(h, ".")
		first[part] = true
	}
	for _, b := range f.foreign() {
		for _, w := range b.words {
			_, domain, ok := strings.Cut(w.low, "@")
			if ok && domain != "" && !strings.Contains(domain, ".") && first[domain] {
				f.says(report.Error, b, w.start, "", "the address %s breaks off behind %s", quote(b.Text[w.start:w.end]), quote(domain))
			}
		}
	}
}

// placeholders finds addresses in which the customer's part is written
// otherwise than in the model, so that readers take several forms for several
// things.
func placeholders(f *finder) {
	var ours []string
	for _, in := range f.procedure.Inputs {
		if in.Type.Text == "local-part" || in.Type.Text == "address" {
			ours = append(ours, in.Placeholder)
		}
	}
	for _, b := range f.foreign() {
		for _, w := range b.words {
			local, _, ok := strings.Cut(w.text, "@")
			if !ok || len(f.hosts[host(w.low)]) == 0 || len(ours) == 0 {
				continue
			}
			if strings.HasPrefix(local, "<") || standIn[strings.ToLower(local)] {
				f.says(report.Note, b, w.start, "", "%s stands for the customer's part of the address; the model writes %s", quote(local), quote(ours[0]))
			}
		}
	}
}

// standIn are words that guides write where a customer's name is meant.
var standIn = map[string]bool{
	"address": true, "company": true, "customer": true, "customer_name": true, "customername": true, "name": true,
	"user": true, "username": true, "yourname": true, "your-name": true, "yourcompany": true, "example": true,
	"tenant": true, "account": true, "alias": true, "mailbox": true, "customer-name": true, "your_name": true,
}
