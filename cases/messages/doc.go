// Package messages reads evidence that is words: chats that were exported or pasted, e-mails, web pages, documents, tables
// and archives of them. Bytes go in, a Transcript comes out: messages numbered so that a paper can cite "P3, message 214".
//
// Nothing is dropped. What cannot be read is there as a message of kind unparsed, an attachment with its reason, or a
// warning. A transcript is derived: it is worked out again from the original and never kept as truth.
package messages
