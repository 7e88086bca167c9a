// Package listening hears telephone calls: as much of listening.h as a Go program needs to begin with.
package listening

// #cgo pkg-config: listening
// #include "listening.h"
import "C"

import "math"

// Error is what the library refuses.
type Error struct {
	Name string // as "bad_config"
	Text string // what was expected, what came and what to do
}

func (e *Error) Error() string { return e.Text }

// A Session hears one call. One goroutine at a time uses it.
type Session struct{ raw *C.listening_session }

// NewSession begins a call of that many samples a second, with the agent on the left. Close it when done.
func NewSession(rate int) (*Session, error) {
	var config C.listening_config
	C.listening_config_init(&config, C.sizeof_listening_config)
	config.sample_rate = C.uint32_t(rate)
	s := new(Session)
	return s, failure(C.listening_session_new(&config, &s.raw), "")
}

// Close frees the session. Its report stays.
func (s *Session) Close() {
	C.listening_session_free(s.raw)
	s.raw = nil
}

// Push takes interleaved stereo in mu-law: left, right, left, right. It may hold any number of frames.
func (s *Session) Push(mulaw []byte) error {
	if len(mulaw) == 0 {
		return nil
	}
	// Nothing is kept: Go's memory may be passed as it is.
	return s.failure(C.listening_session_push_mulaw(s.raw, (*C.uint8_t)(&mulaw[0]), C.size_t(len(mulaw)/2)))
}

// An Event is something that a party did, or a silence.
type Event struct {
	ID, Kind, By, Status string
	Start, End           float64 // seconds from the first sample
	Reasons              []string
}

// Poll gives the next event that has become known, or nil.
func (s *Session) Poll() (*Event, error) {
	var raw C.listening_event
	C.listening_event_init(&raw, C.sizeof_listening_event)
	switch status := C.listening_session_poll_event(s.raw, &raw); status {
	case C.LISTENING_STATUS_OK:
	case C.LISTENING_STATUS_NO_EVENT:
		return nil, nil
	default:
		return nil, s.failure(status)
	}
	event := &Event{
		ID:     C.GoString(&raw.id[0]),
		Kind:   C.GoString(C.listening_event_kind_name(raw.kind)),
		By:     C.GoString(C.listening_party_name(raw.by)),
		Status: C.GoString(C.listening_event_status_name(raw.status)),
		Start:  float64(raw.start),
		End:    float64(raw.end),
	}
	var text [128]C.char
	for C.listening_session_last_event_reason(s.raw, C.size_t(len(event.Reasons)), &text[0], C.size_t(len(text)), nil) == C.LISTENING_STATUS_OK {
		event.Reasons = append(event.Reasons, C.GoString(&text[0]))
	}
	return event, nil
}

// Finish ends the call. The last events can still be polled.
func (s *Session) Finish() (*Report, error) {
	r := new(Report)
	return r, s.failure(C.listening_session_finish(s.raw, &r.raw))
}

// A Report is what is said of a call. It never changes; several goroutines may read it.
type Report struct{ raw *C.listening_report }

// Analyze hears a whole call of interleaved stereo in mu-law at 8 kHz. Close the report when done.
func Analyze(mulaw []byte) (*Report, error) {
	s, err := NewSession(8000)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	if err := s.Push(mulaw); err != nil {
		return nil, err
	}
	return s.Finish()
}

// Close frees the report.
func (r *Report) Close() {
	C.listening_report_free(r.raw)
	r.raw = nil
}

// JSON gives the report in the schema listening.report/1.
func (r *Report) JSON() string {
	var text *C.char
	var length C.size_t
	C.listening_report_json(r.raw, &text, &length)
	return C.GoStringN(text, C.int(length))
}

// Score gives the score of the assessed party, 0 to 100; ok is false where there was too little to score.
func (r *Report) Score() (value, low, high float64, ok bool) {
	var score C.listening_score
	score.size = C.sizeof_listening_score
	C.listening_report_score(r.raw, &score)
	value, low, high = float64(score.value), float64(score.low), float64(score.high)
	return value, low, high, !math.IsNaN(value)
}

func (s *Session) failure(status C.listening_status) error {
	var text [512]C.char
	C.listening_session_last_error(s.raw, &text[0], C.size_t(len(text)), nil)
	return failure(status, C.GoString(&text[0]))
}

// A positive status is no failure.
func failure(status C.listening_status, text string) error {
	if status >= 0 {
		return nil
	}
	if text == "" {
		text = C.GoString(C.listening_status_text(status))
	}
	return &Error{C.GoString(C.listening_status_name(status)), text}
}
