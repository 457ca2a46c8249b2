package dev.nordbox.installer.host.ssh;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.sshd.client.auth.keyboard.UserInteraction;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/** Puts what a server asks to the person at the terminal. */
final class Interaction implements UserInteraction {
    /** As PAM asks for a password; whatever else it asks may be answered only once. */
    private static final Pattern PASSWORD =
            Pattern.compile("(\\(\\S+\\) )?password:\\s*", Pattern.CASE_INSENSITIVE);

    private final SshTarget target;
    private final LoginPrompts prompts;
    private final LoginTrace trace;

    Interaction(SshTarget target, LoginPrompts prompts, LoginTrace trace) {
        this.target = target;
        this.prompts = prompts;
        this.trace = trace;
    }

    @Override
    public boolean isInteractionAllowed(@Nullable ClientSession session) {
        return prompts.somebody();
    }

    @Override
    public @Nullable String resolveAuthPasswordAttempt(@Nullable ClientSession session) {
        return typed(prompts.password("Password for " + target.name() + ": ")).orElse(null);
    }

    @Override
    public String @Nullable [] interactive(
            @Nullable ClientSession session,
            @Nullable String name,
            @Nullable String instruction,
            @Nullable String language,
            String[] questions,
            boolean[] shown) {
        for (String said : new String[] {name, instruction}) {
            if (said != null && !said.isBlank()) {
                prompts.tell(printable(said));
            }
        }
        String[] answers = new String[questions.length];
        for (int i = 0; i < questions.length; i++) {
            // Whose question it is has to be plain: a jump host asks in the same words.
            String question = target.name() + ": " + printable(questions[i]);
            Optional<String> answer =
                    shown[i]
                            ? prompts.answer(question)
                            : typed(
                                    PASSWORD.matcher(questions[i]).matches()
                                            ? prompts.password(question)
                                            : prompts.secret(question));
            if (answer.isEmpty()) {
                return null;
            }
            answers[i] = answer.get();
        }
        return answers;
    }

    /** A server must not paint over a terminal. */
    static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\n]]", "");
    }

    private static Optional<String> typed(Optional<char[]> secret) {
        return secret.map(
                chars -> {
                    String text = new String(chars);
                    Arrays.fill(chars, '\0');
                    return text;
                });
    }

    @Override
    public @Nullable String getUpdatedPassword(
            @Nullable ClientSession session, @Nullable String prompt, @Nullable String language) {
        trace.passwordExpired();
        return null;
    }
}
