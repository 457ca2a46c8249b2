package dev.nordbox.appliance.render.gotemplate;

import java.util.Optional;

/** What a function may use besides its arguments. */
record Scope(Meter meter, Optional<TemplateWorld> worldIfAny) {
    /** Only for functions that are refused without one. */
    TemplateWorld world() {
        return worldIfAny.orElseThrow();
    }
}
