package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"degrau/web"
)

func (a *app) caseExportCmd() *cobra.Command {
	var to string
	c := &cobra.Command{
		Use: "export ID -o FILE.zip", Short: "Write the whole case, originals included, in an open format",
		Example: "  degrau case export 7KQ2-M4XD -o case.zip", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if to == "" {
				return wrongUse("usage_where")
			}
			s, err := a.openStore(c.Context(), false)
			if err != nil {
				return err
			}
			return a.writeWhole(to, func(w io.Writer) error { return s.Export(c.Context(), args[0], w, web.ExportCheck) })
		},
	}
	c.Flags().StringVarP(&to, "output", "o", "", "file to write; - is standard output")
	return c
}

func (a *app) caseImportCmd() *cobra.Command {
	return &cobra.Command{
		Use: "import FILE.zip", Short: "Take in a case that was exported", Example: "  degrau case import case.zip", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			f, err := openFile(args[0])
			if err != nil {
				return err
			}
			defer f.Close()
			fi, err := f.Stat()
			if err != nil {
				return err
			}
			s, err := a.openStore(c.Context(), false)
			if err != nil {
				return err
			}
			k, err := s.Import(c.Context(), f, fi.Size())
			if err != nil {
				return err
			}
			return a.print(map[string]string{"id": k.ID, "code": k.Code}, func(w io.Writer) { fmt.Fprintf(w, "%s  %s\n", k.ID, k.Code) })
		},
	}
}
