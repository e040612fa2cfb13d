package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"time"

	"github.com/spf13/cobra"

	"degrau/cases"
	"degrau/internal/accounts"
	"degrau/internal/store"
)

func (a *app) adminCmd() *cobra.Command {
	c := &cobra.Command{Use: "admin", Short: "People who work here: links to bring them in, a list, a way to keep one out",
		Example: "  degrau admin link --role operator\n  degrau admin people"}
	c.AddCommand(a.adminLinkCmd(), a.adminPeopleCmd(), a.adminSetCmd("suspend", "Keep somebody out and sign them out everywhere", accounts.Suspended),
		a.adminSetCmd("restore", "Let somebody who was kept out in again", accounts.Active), a.adminForgetCmd())
	return c
}

func (a *app) adminLinkCmd() *cobra.Command {
	var role, office string
	c := &cobra.Command{
		Use: "link", Short: "Print a link that makes one person staff; it works once and for a day",
		Long: "Prints the link alone. An advocate or supervisor works for an office, which is found by its name or made.\n" +
			"The address in the link is --base-url (DEGRAU_BASE_URL), else that of this machine.",
		Example: "  degrau admin link --role operator\n  degrau admin link --role advocate --office \"Procon Campinas\"", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			r := accounts.Role(role)
			if !r.Staff() {
				return wrongUse("usage_role", "role", role)
			}
			if r.Desk() != (office != "") {
				return wrongUse("usage_office")
			}
			s, err := a.openStore(c.Context(), false)
			if err != nil {
				return err
			}
			org, err := a.office(c.Context(), s, office)
			if err != nil {
				return err
			}
			_, port, err := net.SplitHostPort(a.settings.get("addr"))
			if err != nil {
				port = "8080"
			}
			link, err := a.setupLink(c.Context(), s, r, org, "http://localhost:"+port)
			if err != nil {
				return err
			}
			return a.print(map[string]string{"link": link, "role": role}, func(w io.Writer) { fmt.Fprintln(w, link) })
		},
	}
	c.Flags().StringVar(&role, "role", "", "operator, advocate or supervisor")
	c.Flags().StringVar(&office, "office", "", "the office an advocate or supervisor works for")
	c.Flags().String("base-url", "", "address people see, such as https://degrau.example (DEGRAU_BASE_URL)")
	return c
}

// office finds an office by its name, or makes it; no name means none.
func (a *app) office(ctx context.Context, s *store.Store, name string) (string, error) {
	if name == "" {
		return "", nil
	}
	list, err := s.Organisations(ctx)
	if err != nil {
		return "", err
	}
	for _, o := range list {
		if o.Name == name {
			return o.ID, nil
		}
	}
	o := &accounts.Organisation{Name: name, CreatedAt: a.now()}
	if err := s.CreateOrganisation(ctx, o); err != nil {
		return "", err
	}
	return o.ID, nil
}

func (a *app) adminPeopleCmd() *cobra.Command {
	type row struct {
		ID     string    `json:"id"`
		Email  string    `json:"email"`
		Name   string    `json:"name"`
		Role   string    `json:"role"`
		State  string    `json:"state"`
		Office string    `json:"office,omitempty"`
		Second bool      `json:"second_factor"`
		Since  time.Time `json:"since"`
	}
	return &cobra.Command{Use: "people", Short: "List who works here", Example: "  degrau admin people --json", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			s, err := a.openStore(c.Context(), false)
			if err != nil {
				return err
			}
			offices, err := s.Organisations(c.Context())
			if err != nil {
				return err
			}
			names := map[string]string{}
			for _, o := range offices {
				names[o.ID] = o.Name
			}
			list, err := s.Staff(c.Context())
			if err != nil {
				return err
			}
			rows := []row{}
			for _, x := range list {
				keys, err := s.Passkeys(c.Context(), x.ID)
				if err != nil {
					return err
				}
				rows = append(rows, row{x.ID, x.Email, x.Name, string(x.Role), string(x.State), names[x.OrgID], x.TOTP != "" || len(keys) > 0, x.CreatedAt})
			}
			return a.print(rows, func(w io.Writer) {
				for _, r := range rows {
					fmt.Fprintf(w, "%-10s  %-9s  %-30s  %-20s  %s\n", r.Role, r.State, r.Email, r.Name, r.Office)
				}
			})
		}}
}

// staffOf finds one of the staff by the address they sign in with.
func (a *app) staffOf(c *cobra.Command, text string) (*store.Store, *accounts.Account, error) {
	email, err := accounts.ParseEmail(text)
	if err != nil {
		return nil, nil, err
	}
	s, err := a.openStore(c.Context(), false)
	if err != nil {
		return nil, nil, err
	}
	x, err := s.AccountByEmail(c.Context(), email)
	if err == nil && !x.Role.Staff() {
		err = cases.NotFoundf("no_such_account") // buyers are nobody's business on a terminal
	}
	return s, x, err
}

func (a *app) adminSetCmd(name, short string, to accounts.State) *cobra.Command {
	return &cobra.Command{Use: name + " EMAIL", Short: short, Example: "  degrau admin " + name + " ana@example.org", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			s, x, err := a.staffOf(c, args[0])
			if err != nil {
				return err
			}
			x.State = to
			if err := s.SaveAccount(c.Context(), x); err != nil {
				return err
			}
			if to == accounts.Suspended {
				err = s.EndOtherSessions(c.Context(), x.ID, "")
			}
			if err != nil {
				return err
			}
			return a.print(map[string]string{"id": x.ID, "state": string(to)}, func(w io.Writer) { fmt.Fprintln(w, x.ID, to) })
		}}
}

// adminForgetCmd is for somebody who lost their phone: without it nobody could ever help them.
func (a *app) adminForgetCmd() *cobra.Command {
	return &cobra.Command{Use: "forget-factor EMAIL", Short: "Forget the second factor of somebody who lost it; they set up a new one at their next sign-in",
		Example: "  degrau admin forget-factor ana@example.org", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			s, x, err := a.staffOf(c, args[0])
			if err != nil {
				return err
			}
			keys, err := s.Passkeys(c.Context(), x.ID)
			if err != nil {
				return err
			}
			for _, k := range keys {
				if err := s.DropPasskey(c.Context(), x.ID, k.ID); err != nil {
					return err
				}
			}
			x.TOTP = ""
			if err := s.SaveAccount(c.Context(), x); err != nil {
				return err
			}
			if err := s.EndOtherSessions(c.Context(), x.ID, ""); err != nil {
				return err
			}
			return a.print(map[string]string{"id": x.ID}, func(w io.Writer) { fmt.Fprintln(w, x.ID) })
		}}
}
