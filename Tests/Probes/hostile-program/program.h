// A mini-program that breaks its promises on demand: an MCP server whose behaviour is the argument
// `deed` of a call, or the setting `whenPaid` of its manifest for the event of a payment; the
// setting `always` is what it does where no deed is named.
#pragma once

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <stddef.h>

// A line that came in, and what of it matters here.
struct request {
  const char *line;
  char id[32];    // as it stands in the line, to be echoed
  char deed[48];  // what to do
};

// A line that is put together; too long is our own bug and ends the program.
struct text {
  char *bytes;
  size_t length, capacity;
};

void add(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void repeat(struct text *text, const char *part, int count);
// Writes all bytes to standard output.
void put(const char *bytes, size_t length);
void put_text(struct text *text);

// Answers a request with a page and, where not NULL, more members of the result (",…").
void answer(const struct request *request, const char *page, const char *more);
// The page every harmless answer shows.
extern const char plain_page[];

// Each does its deed and answers 1, or 0 where it knows none of that name.
int do_stream_deed(const struct request *request);
int do_page_deed(const struct request *request);
int do_effect_deed(const struct request *request);
int do_ask_deed(const struct request *request);
int do_read_deed(const struct request *request);
