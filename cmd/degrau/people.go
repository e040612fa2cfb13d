package main

import (
	"context"
	"crypto/rand"
	"strings"

	"degrau/cases"
	"degrau/internal/accounts"
	"degrau/internal/mail"
	"degrau/internal/store"
	"degrau/web"
)

// peopleDeps adds what signing in needs: letters, a provider, and whose word about addresses is taken.
func (a *app) peopleDeps(d *web.Deps) (err error) {
	if d.Proxies, err = web.ParseProxies(a.settings.get("proxies")); err != nil {
		return cases.Invalidf("proxies", "bad_proxies", "why", err.Error())
	}
	if m, err := a.mailer(); err != nil {
		return err
	} else if m != nil {
		d.Mail = m
	}
	issuer := a.settings.get("oidc_issuer")
	if issuer == "" {
		return nil
	}
	for _, need := range []string{"oidc_id", "oidc_name", "base_url"} {
		if a.settings.get(need) == "" {
			return cases.Invalidf(need, "oidc_incomplete", "setting", need)
		}
	}
	d.Provider = &web.Provider{Name: a.settings.get("oidc_name"), Issuer: issuer, ID: a.settings.get("oidc_id"), Secret: a.settings.get("oidc_secret")}
	return nil
}

// mailer is the mail server of the settings; nil: there is none.
func (a *app) mailer() (*mail.Server, error) {
	raw := a.settings.get("smtp_url")
	if raw == "" {
		return nil, nil
	}
	m, err := mail.Parse(raw)
	if err != nil {
		return nil, cases.Invalidf("smtp_url", "bad_smtp", "why", err.Error())
	}
	return m, nil
}

// offerSetup prints a link by which the first operator comes in. Every start makes a new one until there is an operator;
// each works once and for a day.
func (a *app) offerSetup(ctx context.Context, s *store.Store, here string) error {
	has, err := s.HasOperator(ctx)
	if err != nil || has {
		return err
	}
	link, err := a.setupLink(ctx, s, accounts.Operator, "", here)
	if err != nil {
		return err
	}
	a.note("%s", a.words().T("cli.setup", "url", link))
	return nil
}

func (a *app) setupLink(ctx context.Context, s *store.Store, role accounts.Role, org, here string) (string, error) {
	token, err := accounts.NewToken(rand.Reader)
	if err != nil {
		return "", err
	}
	if base := a.settings.get("base_url"); base != "" {
		here = base
	}
	return strings.TrimSuffix(here, "/") + "/comecar/" + string(token), s.PutSetupLink(ctx, token.Hash(), role, org, a.now())
}
