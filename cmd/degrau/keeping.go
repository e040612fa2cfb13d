package main

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strconv"
	"time"

	"degrau/cases"
	"degrau/internal/clamd"
	"degrau/internal/copies"
	"degrau/internal/media"
	"degrau/internal/store"
)

// storeOptions says where things are kept and how much of them.
func (a *app) storeOptions(migrate bool) (store.Options, error) {
	get := a.settings.get
	o := store.Options{URL: get("database"), Dir: get("data"), Migrate: migrate, Secret: get("secret"),
		Blobs: get("blob_url"), BlobKey: get("blob_key"), BlobSecret: get("blob_secret")}
	o.Forget = (&media.Copies{Dir: a.copiesDir()}).Forget
	files, err := a.number("max_files")
	if err == nil {
		o.Limits.Files = int(files)
		o.Limits.Case, err = a.number("max_case")
	}
	if err == nil {
		o.Limits.Store, err = a.number("max_store")
	}
	if err == nil {
		o.Scan, err = a.scanner()
	}
	return o, err
}

// copiesDir is where copies of exhibits are kept; all of it can be made anew.
func (a *app) copiesDir() string { return filepath.Join(a.settings.get("data"), "copies") }

// copies makes copies of a store's exhibits.
func (a *app) copies(s *store.Store) *copies.Copies { return copies.New(a.copiesDir(), s.OpenBlob) }

// number reads a setting that is a whole number; 0 is no limit.
func (a *app) number(name string) (int64, error) {
	text := a.settings.get(name)
	if text == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 {
		return 0, wrongUse("usage_size", "name", name, "value", text)
	}
	return n, nil
}

// maxUpload is the most bytes of one file that comes over the web.
func (a *app) maxUpload() (int64, error) {
	n, err := a.number("max_upload")
	if err == nil && n == 0 {
		err = wrongUse("usage_size", "name", "max_upload", "value", "0")
	}
	return n, err
}

// maxEvidence is the most bytes of one file on the command line: what is set for uploads, or two gigabytes where
// nothing is, since nobody waits for it on a slow line.
func (a *app) maxEvidence() (int64, error) {
	if a.settings["max_upload"].from == "default" {
		return 2_000_000_000, nil
	}
	return a.maxUpload()
}

// scanner asks clamd about every file, where one is set; nil: nobody is asked.
func (a *app) scanner() (func(context.Context, io.Reader) (bool, error), error) {
	address := a.settings.get("clamd_url")
	if address == "" {
		return nil, nil
	}
	patience, err := time.ParseDuration(a.settings.get("clamd_timeout"))
	if err != nil || patience <= 0 {
		return nil, wrongUse("usage_duration", "name", "clamd_timeout", "value", a.settings.get("clamd_timeout"))
	}
	accept := a.settings.get("clamd_down") == "accept"
	if !accept && a.settings.get("clamd_down") != "refuse" {
		return nil, wrongUse("usage_clamd_down", "value", a.settings.get("clamd_down"))
	}
	c, err := clamd.New(address, patience)
	if err != nil {
		return nil, wrongUse("usage_clamd", "value", address)
	}
	return func(ctx context.Context, r io.Reader) (bool, error) {
		virus, err := c.Scan(ctx, r)
		switch {
		case err == nil && virus != "":
			return true, cases.Invalidf("file", "file_infected", "virus", virus)
		case err == nil:
			return true, nil
		case ctx.Err() != nil:
			return false, ctx.Err()
		case accept:
			return false, nil
		case errors.Is(err, clamd.ErrTooLarge):
			return false, cases.Invalidf("file", "file_not_scanned")
		}
		return false, &cases.Error{Key: "scanner_down", Cause: err}
	}, nil
}
