// Package cases holds the nouns of the house: case, fact, event, evidence, request, money; and the rules that hold for
// every case. A case is an append-only, hash-chained list of events and nothing else: its facts, state and timeline are
// worked out by folding the events in order. The package knows no body, no deadline, no database and no language.
package cases
