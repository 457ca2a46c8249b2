package dev.nordbox.appliance.jq;

import java.util.Set;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.Versions;

/** The functions that a path may use: all of jq's but those that need not come to an end. */
final class Functions {

    static final Version VERSION = Versions.JQ_1_7;

    private static final Set<String> ENDLESS =
            Set.of("range/1", "range/2", "range/3", "recurse/1", "recurse/2", "until/2", "while/2");

    private static final Scope ALL = load();

    private Functions() {}

    static Scope scope() {
        return Scope.newChildScope(ALL);
    }

    private static Scope load() {
        Scope scope = Scope.newEmptyScope();
        BuiltinFunctionLoader.getInstance().listFunctions(VERSION, scope).entrySet().stream()
                .filter(function -> !ENDLESS.contains(function.getKey()))
                .forEach(function -> scope.addFunction(function.getKey(), function.getValue()));
        return scope;
    }
}
