// Package accounts is the pure part of who people are: accounts and roles, who may do what to which case, codes and
// tokens as values. Time and randomness are arguments; where things are kept and how a browser shows itself is for others.
package accounts
