/** How objects are: health as Argo CD sees it, from an object's own fields. Pure. */
@NullMarked
package dev.nordbox.appliance.assess;

import org.jspecify.annotations.NullMarked;
