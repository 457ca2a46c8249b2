/** Text files from templates: strict Freemarker, one record per template, overridable by path. */
@NullMarked
package dev.nordbox.templates;

import org.jspecify.annotations.NullMarked;
