// Hello is a job that works from the first commit, and shows what every job
// should do: take its day from the tick and not from the clock, stop when it is
// told to, and end with another code than 0 where something is not done.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	// ECS sends SIGTERM, waits for the stop timeout, and then kills.
	ctx, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer cancel()
	if err := run(ctx, os.Stdout, os.Getenv); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer, getenv func(string) string) error {
	day, err := dayOf(getenv("SCHEDULED_TIME"), time.Now())
	if err != nil {
		return err
	}
	name := getenv("JOB_NAME")
	if name == "" {
		name = "a job"
	}
	names := []string{"from", name}
	if done := greet(ctx, out, names, day); done < len(names) {
		return fmt.Errorf("told to stop after %d of %d", done, len(names))
	}
	return nil
}

// dayOf is the UTC day that a run is for; a run by hand without a tick is for today.
func dayOf(tick string, now time.Time) (string, error) {
	at := now
	if tick != "" {
		var err error
		if at, err = time.Parse(time.RFC3339, tick); err != nil {
			return "", fmt.Errorf("SCHEDULED_TIME must be a time such as 2026-03-01T04:15:00Z, got: %s", tick)
		}
	}
	return at.UTC().Format("2006-01-02"), nil
}

// greet does one piece of work after the other, until all are done or it is told to stop.
func greet(ctx context.Context, out io.Writer, names []string, day string) int {
	for done, name := range names {
		if ctx.Err() != nil {
			return done
		}
		fmt.Fprintf(out, "Hello %s, on %s\n", name, day)
	}
	return len(names)
}
