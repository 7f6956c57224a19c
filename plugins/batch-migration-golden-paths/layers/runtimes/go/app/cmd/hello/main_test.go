package main

import (
	"context"
	"strings"
	"testing"
	"time"
)

var afterMidnight = time.Date(2026, 3, 2, 0, 10, 0, 0, time.UTC)

func TestDayOf(t *testing.T) {
	for _, test := range []struct{ what, tick, day string }{
		{"a run is for the day of its tick, however late it starts", "2026-03-01T23:59:00Z", "2026-03-01"},
		{"a run by hand is for today", "", "2026-03-02"},
		{"a tick is no time", "yesterday", ""},
	} {
		day, err := dayOf(test.tick, afterMidnight)
		if day != test.day || (err != nil) != (test.day == "") {
			t.Errorf("%s: got %q, %v", test.what, day, err)
		}
	}
}

// stopping tells the work to stop as soon as it has written once.
type stopping struct {
	strings.Builder
	stop context.CancelFunc
}

func (s *stopping) Write(text []byte) (int, error) {
	s.stop()
	return s.Builder.Write(text)
}

func TestStopsBetweenTwoPiecesOfWork(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if done := greet(ctx, &stopping{stop: cancel}, []string{"a", "b", "c"}, "2026-03-01"); done != 1 {
		t.Errorf("got %d pieces done", done)
	}
}

func TestRun(t *testing.T) {
	environment := map[string]string{"JOB_NAME": "feed-import", "SCHEDULED_TIME": "2026-03-01T04:15:00Z"}
	getenv := func(name string) string { return environment[name] }
	var out strings.Builder
	if err := run(context.Background(), &out, getenv); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "Hello feed-import, on 2026-03-01") {
		t.Errorf("got %q", out.String())
	}

	environment["SCHEDULED_TIME"] = "yesterday"
	if err := run(context.Background(), &out, getenv); err == nil {
		t.Error("a tick that is none must fail the run")
	}

	environment["SCHEDULED_TIME"] = ""
	stopped, cancel := context.WithCancel(context.Background())
	cancel()
	if err := run(stopped, &out, getenv); err == nil {
		t.Error("work that is left over must fail the run")
	}
}
