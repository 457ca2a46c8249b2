/** Tests of the template engine. */
@NullMarked
package dev.nordbox.templates;

import org.jspecify.annotations.NullMarked;
