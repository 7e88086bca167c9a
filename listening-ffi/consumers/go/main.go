// Prints the report of a call (mu-law, 8 kHz, agent and customer in turn, no head); live, also its events as they come.
//
//	call [--live] CALL.ulaw
package main

import (
	"fmt"
	"os"
	"strings"

	"example.com/call/listening"
)

func live(call []byte) (*listening.Report, error) {
	session, err := listening.NewSession(8000)
	if err != nil {
		return nil, err
	}
	defer session.Close()
	const packet = 2 * 160 // 20 ms
	for at := 0; at < len(call); at += packet {
		end := at + packet
		if end > len(call) {
			end = len(call)
		}
		if err := session.Push(call[at:end]); err != nil {
			return nil, err
		}
		if err := tell(session); err != nil {
			return nil, err
		}
	}
	report, err := session.Finish()
	if err != nil {
		return nil, err
	}
	return report, tell(session)
}

func tell(session *listening.Session) error {
	for {
		event, err := session.Poll()
		if event == nil || err != nil {
			return err
		}
		if event.Status == "final" {
			fmt.Printf("%.3f %s by the %s: %s\n", event.Start, event.Kind, event.By, strings.Join(event.Reasons, "; "))
		}
	}
}

func run(path string, hear func([]byte) (*listening.Report, error)) error {
	call, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	report, err := hear(call)
	if err != nil {
		return err
	}
	defer report.Close()
	if value, low, high, ok := report.Score(); ok {
		fmt.Printf("score %.1f (%.1f to %.1f)\n", value, low, high)
	}
	fmt.Println(report.JSON())
	return nil
}

func main() {
	hear := listening.Analyze
	if len(os.Args) == 3 && os.Args[1] == "--live" {
		hear = live
	}
	if err := run(os.Args[len(os.Args)-1], hear); err != nil {
		fmt.Fprintln(os.Stderr, "call:", err)
		os.Exit(2)
	}
}
