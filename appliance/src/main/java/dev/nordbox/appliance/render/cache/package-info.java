/** What a directory was rendered to, remembered by what the render has read. */
@NullMarked
package dev.nordbox.appliance.render.cache;

import org.jspecify.annotations.NullMarked;
