package web

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"degrau/cases"
	"degrau/internal/s3test"
	"degrau/internal/store"
)

// exhibitsOf loads the case of a page and returns its exhibits.
func (b *browser) caseOf(base string) *cases.Case {
	b.Helper()
	k, err := b.store.Load(b.Context(), strings.TrimPrefix(base, "/casos/"))
	if err != nil {
		b.Fatal(err)
	}
	return k
}

func (b *browser) exhibitsOf(base string) []cases.Evidence {
	b.Helper()
	return b.caseOf(base).Evidence()
}

func TestEvidenceSaysItCameOverTheWeb(t *testing.T) {
	b := mustSite(t).browser()
	base := b.mustCase()
	x := b.exhibitsOf(base)[0]
	page := visible(b.page(base + "/provas"))
	if !strings.Contains(page, "22 de novembro de 2026, pelo site") {
		t.Error("the page does not say when and by which door it came")
	}
	b.to(b.post(base+"/provas/P1", url.Values{"legenda": {"recibo"}, "feita_em": {"15/7/2026"}}))
	if y := b.exhibitsOf(base)[0]; y.CapturedOn.String() != "2026-07-15" || y.CapturedBy != cases.SaidByPerson || y.Caption != "recibo" {
		t.Errorf("as the person says: %+v", y)
	}
	if page = visible(b.page(base + "/provas")); !strings.Contains(page, "segundo você") {
		t.Error("the page does not say who dates it")
	}
	b.to(b.post(base+"/provas/P1", url.Values{"legenda": {"recibo do Pix"}, "feita_em": {""}}))
	if y := b.exhibitsOf(base)[0]; y.CapturedOn.String() != "2026-07-15" {
		t.Errorf("the day was lost with a new caption: %+v", y)
	}
	if w := b.post(base+"/provas/P1", url.Values{"feita_em": {"31/2/2026"}}); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a day that is none: %d", w.Code)
	}
	if x.Source != cases.FromWeb || !x.ReceivedAt.Equal(noon) || x.Name != "comprovante.png" || x.Size == 0 {
		t.Errorf("%+v", x)
	}
}

// TestSharedBytesTellNothing: two people send the same file; it is kept once, and neither learns of the other.
func TestSharedBytesTellNothing(t *testing.T) {
	s := mustSite(t)
	ana, rui := s.browser(), s.browser()
	hers, his := ana.mustCase(), rui.mustCase()
	letter := map[string][]byte{"carta da loja.txt": []byte("a mesma carta que a loja manda a todos")}
	ana.to(ana.upload(hers+"/provas", nil, letter))
	fresh := rui.upload(his+"/provas", nil, map[string][]byte{"carta da loja.txt": []byte("uma carta que ninguém mais tem, do mesmo jeito")})
	again := rui.upload(his+"/provas", nil, letter)
	if again.Code != fresh.Code || strings.Replace(again.Header().Get("Location"), "P3", "P2", 1) != fresh.Header().Get("Location") {
		t.Errorf("shared bytes are answered otherwise: %d %v", again.Code, again.Header())
	}
	if page := visible(rui.page(his + "/provas")); strings.Contains(page, "igual") {
		t.Error("he is told that somebody has the file")
	}
	if sum := ana.exhibitsOf(hers)[1].SHA256; sum != rui.exhibitsOf(his)[2].SHA256 {
		t.Error("the test shows nothing: the bytes differ")
	}
	if w := rui.get(hers + "/provas/P2"); w.Code != http.StatusNotFound {
		t.Errorf("he opens hers: %d", w.Code)
	}
	again = ana.upload(hers+"/provas", nil, letter)
	if page := visible(ana.page(hers + "/provas")); again.Code != http.StatusSeeOther || !strings.Contains(page, "Este arquivo é igual à prova P2") {
		t.Error("within her case the second copy is not said")
	}
}

func TestLimitsAreSaidFileByFile(t *testing.T) {
	b := mustSiteOn(t, store.Options{Dir: t.TempDir(), Limits: store.Limits{Files: 3}}).browser()
	base := b.mustCase()
	w := b.upload(base+"/provas", nil, map[string][]byte{"a.txt": []byte("a"), "b.txt": []byte("b"), "c.txt": []byte("c")})
	if page := visible(w.Body.String()); w.Code != http.StatusUnprocessableEntity || strings.Count(page, "Este caso já tem o máximo de arquivos: 3") == 0 {
		t.Errorf("%d %s", w.Code, firstHeading(w.Body.String()))
	}
	if n := len(b.exhibitsOf(base)); n != 3 {
		t.Errorf("%d exhibits, want as many as fit", n)
	}
	small := mustSiteOn(t, store.Options{Dir: t.TempDir(), Limits: store.Limits{Case: 20_000}}).browser()
	w = small.upload("/novo", map[string]string{"texto": told}, map[string][]byte{"grande.bin": make([]byte, 20_001)})
	if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "não cabe mais no caso") {
		t.Errorf("a file larger than a case may be: %d %s", w.Code, firstHeading(w.Body.String()))
	}
}

// TestAFaultOfThePlaceIsNotTheFiles: the disk, the server of files or the scanner fails.
func TestAFaultOfThePlaceIsNotTheFiles(t *testing.T) {
	down := false
	server := s3test.New(t)
	o := store.Options{Dir: t.TempDir(), Blobs: server.URL, BlobKey: s3test.Key, BlobSecret: s3test.Secret,
		Scan: func(context.Context, io.Reader) (bool, error) {
			if down {
				return false, &cases.Error{Key: "scanner_down"}
			}
			return true, nil
		}}
	b := mustSiteOn(t, o).browser()
	base := b.mustCase()
	incoming := filepath.Join(o.Dir, "evidence", "incoming")
	for name, fail := range map[string]func(bool){
		"the scanner": func(on bool) { down = on },
		"the server": func(on bool) {
			status := 0
			if on {
				status = http.StatusForbidden
			}
			server.Fail(status)
		},
		"the disk": func(on bool) {
			var err error
			if err = os.RemoveAll(incoming); on && err == nil {
				err = os.WriteFile(incoming, nil, 0o600)
			} else if err == nil {
				err = os.Mkdir(incoming, 0o700)
			}
			if err != nil {
				t.Fatal(err)
			}
		},
	} {
		had := len(b.exhibitsOf(base))
		fail(true)
		w := b.upload(base+"/provas", nil, map[string][]byte{"a.txt": []byte("a " + name), "b.txt": []byte("b " + name)})
		page := visible(w.Body.String())
		if w.Code != http.StatusServiceUnavailable || strings.Count(page, "Não deu para guardar este arquivo agora") < 2 || strings.Contains(page, "DEGRAU_") {
			t.Errorf("%s: %d %s", name, w.Code, firstHeading(w.Body.String()))
		}
		fail(false)
		b.to(b.upload(base+"/provas", nil, map[string][]byte{"a.txt": []byte("a " + name)}))
		if n := len(b.exhibitsOf(base)); n != had+1 {
			t.Errorf("%s: %d exhibits, want %d", name, n, had+1)
		}
	}
}

func TestAnInfectedFileIsNamed(t *testing.T) {
	o := store.Options{Dir: t.TempDir(), Scan: func(_ context.Context, r io.Reader) (bool, error) {
		if b, err := io.ReadAll(r); err != nil || bytes.Contains(b, []byte("vírus")) {
			return true, cases.Invalidf("file", "file_infected", "virus", "Mau.Vírus<1>")
		}
		return false, nil
	}}
	b := mustSiteOn(t, o).browser()
	base := b.mustCase()
	w := b.upload(base+"/provas", nil, map[string][]byte{"mau.txt": []byte("vírus"), "bom.txt": []byte("bom")})
	if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "mau.txt: O antivírus achou Mau.Vírus&lt;1&gt; neste arquivo") {
		t.Errorf("%d %s", w.Code, firstHeading(w.Body.String()))
	}
	if all := b.exhibitsOf(base); len(all) != 2 || all[1].Name != "bom.txt" {
		t.Errorf("kept %+v", all)
	}
	if !strings.Contains(visible(b.page(base+"/provas")), "O antivírus não olhou este arquivo") {
		t.Error("a file that nobody looked at looks like any other")
	}
}

// TestHostileForms: what no browser sends ends with a sentence, and no panic.
func TestHostileForms(t *testing.T) {
	b := mustSite(t).browser()
	base := b.mustCase()
	had := len(b.exhibitsOf(base))
	part := func(head, body string) string {
		return "--x\r\nContent-Disposition: form-data; " + head + "\r\n\r\n" + body + "\r\n"
	}
	for name, c := range map[string]struct {
		body string
		code int
		more int // exhibits
	}{
		"cut in a file":           {part(`name="arquivos"; filename="a.txt"`, "come")[:76], 422, 0},
		"no parts":                {"--x--\r\n", 422, 0},
		"nothing chosen":          {part("name=\"arquivos\"; filename=\"\"\r\nContent-Type: application/octet-stream", "") + "--x--", 422, 0},
		"a path as name":          {part(`name="arquivos"; filename="../../keys/chain.key"`, "path") + "--x--", 303, 1},
		"a name of control marks": {part("name=\"arquivos\"; filename*=UTF-8''a%01%E2%80%AE.txt", "marks") + "--x--", 303, 1},
		"another field's file":    {part(`name="outro"; filename="a.txt"`, "other") + "--x--", 422, 0},
		"a field without a name":  {part(`filename=""`, "x") + part(`name=""`, "y") + "--x--", 422, 0},
		"a hundred files":         {strings.Repeat(part(`name="arquivos"; filename="a.txt"`, "many"), 100) + "--x--", 422, maxFiles},
	} {
		r := httptest.NewRequest(http.MethodPost, base+"/provas", strings.NewReader(c.body))
		r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
		if w := b.send(r); w.Code != c.code {
			t.Errorf("%s: %d, want %d: %s", name, w.Code, c.code, firstHeading(w.Body.String()))
		}
		all := b.exhibitsOf(base)
		if len(all) != had+c.more {
			t.Errorf("%s: %d more exhibits, want %d", name, len(all)-had, c.more)
		}
		for _, x := range all[had:] {
			if strings.ContainsAny(x.Name, "/\\\x01") || strings.Contains(x.Name, "\u202e") {
				t.Errorf("%s: kept as %q", name, x.Name)
			}
		}
		had = len(all)
	}
}

// TestAnEndlessUploadIsCut: a stream without an end, and one whose client goes away, leave nothing behind.
func TestAnEndlessUploadIsCut(t *testing.T) {
	o := store.Options{Dir: t.TempDir()}
	s := mustSiteOn(t, o)
	b := s.browser()
	base := b.mustCase()
	web := httptest.NewServer(s.h)
	defer web.Close()
	send := func(ctx context.Context, r io.Reader) (int, error) {
		head := &bytes.Buffer{}
		m := multipart.NewWriter(head)
		if _, err := m.CreateFormFile("arquivos", "sem fim.bin"); err != nil {
			t.Fatal(err)
		}
		q, err := http.NewRequestWithContext(ctx, http.MethodPost, web.URL+base+"/provas", io.MultiReader(head, r))
		if err != nil {
			t.Fatal(err)
		}
		q.Header.Set("Content-Type", m.FormDataContentType())
		for k, v := range b.cookies {
			q.AddCookie(&http.Cookie{Name: k, Value: v})
		}
		a, err := http.DefaultTransport.RoundTrip(q)
		if err != nil {
			return 0, err
		}
		return a.StatusCode, a.Body.Close()
	}
	if status, err := send(t.Context(), endless{}); err == nil && status != http.StatusRequestEntityTooLarge {
		t.Errorf("without an end: %d", status) // a connection that is cut while the client still writes is as good
	}
	ctx, cancel := context.WithCancel(t.Context())
	pr, pw := io.Pipe()
	go func() {
		_, _ = pw.Write(make([]byte, 300_000))
		cancel()
		_ = pw.CloseWithError(context.Canceled) // the transport waits for the body that it reads, whatever the context says
	}()
	if status, err := send(ctx, pr); err == nil {
		t.Errorf("a client that went away: %d", status)
	}
	web.Close() // waits for what still runs
	left, err := filepath.Glob(filepath.Join(o.Dir, "evidence", "*", "upload-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
	if n := len(b.exhibitsOf(base)); n != 1 {
		t.Errorf("%d exhibits", n)
	}
}

// endless never ends.
type endless struct{}

func (endless) Read(p []byte) (int, error) { return copy(p, fmt.Sprintf("%*s", len(p), "")), nil }
