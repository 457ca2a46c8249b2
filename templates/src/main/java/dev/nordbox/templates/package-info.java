/**
 * Text files from templates: strict Freemarker, one record per template, overridable by path; and
 * words for a shell.
 */
@NullMarked
package dev.nordbox.templates;

import org.jspecify.annotations.NullMarked;
