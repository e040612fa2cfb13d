package media

import (
	"bytes"
	"encoding/binary"
	"math"
	"testing"
	"time"
)

var be, le = binary.BigEndian, binary.LittleEndian

func box(name string, parts ...[]byte) []byte {
	body := bytes.Join(parts, nil)
	return append(append(be.AppendUint32(nil, uint32(len(body)+8)), name...), body...)
}

func movieHead(version byte, scale uint32, length uint64) []byte {
	b := []byte{version, 0, 0, 0}
	if version == 1 {
		return box("mvhd", b, make([]byte, 16), be.AppendUint32(nil, scale), be.AppendUint64(nil, length), make([]byte, 80))
	}
	return box("mvhd", b, make([]byte, 8), be.AppendUint32(nil, scale), be.AppendUint32(nil, uint32(length)), make([]byte, 80))
}

func film(brand string, moov ...[]byte) []byte {
	return append(append(box("ftyp", []byte(brand), make([]byte, 8)), box("mdat", make([]byte, 3000))...), box("moov", moov...)...)
}

func oggPage(flags byte, granule uint64, serial uint32, packet []byte) []byte {
	b := append([]byte("OggS\x00"), flags)
	b = le.AppendUint32(le.AppendUint64(b, granule), serial)
	b = append(b, make([]byte, 8)...)
	return append(append(b, 1, byte(len(packet))), packet...)
}

func opus(seconds float64) []byte {
	head := append([]byte("OpusHead\x01\x01"), 0x38, 0x01, 0x80, 0xbb, 0, 0, 0, 0, 0) // 312 before the sound begins
	b := oggPage(2, 0, 7, head)
	b = append(b, oggPage(0, uint64(seconds*48000/2), 7, make([]byte, 200))...)
	b = append(b, oggPage(4, uint64(seconds*48000)+312, 7, make([]byte, 200))...)
	return append(b, oggPage(4, 1<<40, 8, make([]byte, 20))...) // of another stream
}

// mp3Of is frames of MPEG 1 layer 3 at 128 kbit and 44,100 samples: 417 bytes each.
func mp3Of(frames int, first []byte) []byte {
	var b bytes.Buffer
	for n := range frames {
		f := make([]byte, 417)
		copy(f, []byte{0xff, 0xfb, 0x90, 0x00})
		if n == 0 {
			copy(f[36:], first)
		}
		b.Write(f)
	}
	return b.Bytes()
}

func wavOf(seconds int) []byte {
	b := append([]byte("RIFF\x00\x00\x00\x00WAVEfmt "), 16, 0, 0, 0, 1, 0, 1, 0)
	b = le.AppendUint32(le.AppendUint32(b, 8000), 16000)
	b = append(b, 2, 0, 16, 0)
	return append(le.AppendUint32(append(b, "data"...), uint32(16000*seconds)), make([]byte, 16000*seconds)...)
}

// element writes an id of Matroska with its content; the length is written in eight bytes.
func element(id uint32, body ...[]byte) []byte {
	b := be.AppendUint32(nil, id)
	for len(b) > 1 && b[0] == 0 {
		b = b[1:]
	}
	all := bytes.Join(body, nil)
	return append(be.AppendUint64(b, 1<<56|uint64(len(all))), all...)
}

func webmOf(milliseconds float64) []byte {
	info := element(ebmlInfo, element(ebmlScale, []byte{0x0f, 0x42, 0x40}), element(ebmlDuration, be.AppendUint64(nil, math.Float64bits(milliseconds))))
	return append(element(0x1a45dfa3, element(0x4282, []byte("webm"))), element(ebmlSegment, element(0xec, make([]byte, 40)), info)...)
}

func TestDurations(t *testing.T) {
	xing := append([]byte("Xing\x00\x00\x00\x01"), 0, 0, 0x10, 0) // 4096 frames
	id3 := append([]byte("ID3\x03\x00\x00\x00\x00\x01\x00"), make([]byte, 128)...)
	for name, c := range map[string]struct {
		bytes []byte
		kind  string
		want  time.Duration
	}{
		"MP4":                            {film("mp42", movieHead(0, 600, 7500)), "mp4", 12500 * time.Millisecond},
		"MOV of a phone":                 {film("qt  ", movieHead(1, 90000, 90000*3725)), "mov", 3725 * time.Second},
		"voice memo":                     {film("M4A ", movieHead(0, 44100, 44100*61)), "m4a", 61 * time.Second},
		"a film in fragments":            {film("iso5", movieHead(0, 1000, 0), box("mvex", box("mehd", make([]byte, 4), be.AppendUint32(nil, 9000)))), "mp4", 9 * time.Second},
		"a film that does not say":       {film("mp42", movieHead(0, 0, 0)), "mp4", 0},
		"a film of a million years":      {film("mp42", movieHead(1, 1, math.MaxUint64)), "mp4", 0},
		"a film without a head":          {film("mp42"), "mp4", 0},
		"voice message":                  {opus(7.5), "ogg", 7500 * time.Millisecond},
		"Vorbis":                         {append(oggPage(2, 0, 1, append([]byte("\x01vorbis\x00\x00\x00\x00\x01"), le.AppendUint32(nil, 22050)...)), oggPage(4, 22050*4, 1, nil)...), "ogg", 4 * time.Second},
		"an Ogg of something else":       {append(oggPage(2, 0, 1, []byte("theora")), oggPage(4, 99, 1, nil)...), "ogg", 0},
		"MP3 that counts":                {mp3Of(3, xing), "mp3", span(4096*1152, 44100).Round(time.Millisecond)},
		"MP3 counted":                    {mp3Of(100, nil), "mp3", span(100*1152, 44100).Round(time.Millisecond)},
		"MP3 behind a tag":               {append(id3, mp3Of(50, nil)...), "mp3", span(50*1152, 44100).Round(time.Millisecond)},
		"MP3 with a tag behind":          {append(mp3Of(50, nil), "TAG"+string(make([]byte, 125))...), "mp3", span(50*1152, 44100).Round(time.Millisecond)},
		"an MP3 tag without sound":       {id3, "mp3", 0},
		"WAV":                            {wavOf(3), "wav", 3 * time.Second},
		"WebM":                           {webmOf(4250), "webm", 4250 * time.Millisecond},
		"WebM recorded on the fly":       {append(element(0x1a45dfa3), element(ebmlSegment)...), "webm", 0},
		"a WebM that lasts not a number": {webmOf(math.NaN()), "webm", 0},
		"AMR":                            {append([]byte("#!AMR\n"), bytes.Repeat(append([]byte{0x3c}, make([]byte, 31)...), 150)...), "amr", 3 * time.Second},
		"AMR, wide":                      {append([]byte("#!AMR-WB\n"), bytes.Repeat(append([]byte{0x04}, make([]byte, 17)...), 50)...), "amr", time.Second},
		"FLAC":                           {append([]byte("fLaC\x00\x00\x00\x22"), append(append(make([]byte, 10), be.AppendUint64(nil, 44100<<44|44100*5)...), make([]byte, 16)...)...), "flac", 5 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			info := mustProbe(t, c.bytes)
			if info.Kind != c.kind || info.Duration != c.want {
				t.Errorf("%s of %s, want %s of %s", info.Kind, info.Duration, c.kind, c.want)
			}
		})
	}
}

func TestSoundsCutAnywhereDoNoHarm(t *testing.T) {
	for _, b := range [][]byte{film("mp42", movieHead(0, 600, 7500)), opus(1), mp3Of(4, nil), wavOf(1), webmOf(900)} {
		for n := 12; n < len(b); n += 1 + len(b)/200 {
			mustProbe(t, b[:n])
		}
	}
}

func FuzzDuration(f *testing.F) {
	for _, b := range [][]byte{film("mp42", movieHead(1, 600, 7500)), opus(1), mp3Of(4, []byte("Xing\x00\x00\x00\x01\x00\x00\x10\x00")), wavOf(0), webmOf(900), []byte("#!AMR\n\x3c"),
		film("iso5", movieHead(0, 1000, 0), box("mvex", box("mehd", make([]byte, 4), be.AppendUint32(nil, 9000))))} {
		f.Add(b)
	}
	kinds := []string{"mp4", "ogg", "mp3", "wav", "webm", "amr", "flac"}
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, kind := range kinds {
			i := Info{Kind: kind}
			if err := i.lookSound(bytes.NewReader(b), int64(len(b))); err != nil || i.Duration < 0 || i.Duration > longest {
				t.Errorf("%s: %s %v", kind, i.Duration, err)
			}
		}
	})
}
