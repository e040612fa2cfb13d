// Package web is the browser's door: gin routes, page handlers, templates and static files. Handlers load, call, save
// and show; what things mean is decided in cases, escalation and reports.
package web
