package dev.nordbox.installer.host.ssh;

import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.sshd.client.auth.password.PasswordAuthenticationReporter;
import org.apache.sshd.client.auth.pubkey.PublicKeyAuthenticationReporter;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.jspecify.annotations.Nullable;

/** What one login offered and what the server said to it: the material of a useful refusal. */
final class LoginTrace implements PublicKeyAuthenticationReporter, PasswordAuthenticationReporter {
    private static final String UNANSWERED = "no answer";
    private static final String ACCEPTED = "accepted";
    private static final String REFUSED = "refused";

    private final Map<String, String> origins = new LinkedHashMap<>();
    private final Map<String, String> answers = new LinkedHashMap<>();
    private final List<String> notes;
    private List<String> accepted = List.of();
    private boolean partial;
    private boolean keyLetIn;
    private boolean unsigned;

    LoginTrace(KeyOffer offer) {
        notes = new ArrayList<>(offer.notOffered());
        offer.keys().forEach(key -> origins.put(print(key.publicKey()), key.origin()));
    }

    @Override
    public synchronized void signalAuthenticationAttempt(
            ClientSession session, String service, KeyPair identity, String signature) {
        answers.put(describe(identity), UNANSWERED);
    }

    @Override
    public synchronized void signalAuthenticationFailure(
            ClientSession session,
            String service,
            @Nullable KeyPair identity,
            boolean accepts,
            List<String> serverMethods) {
        if (identity != null) {
            answers.put(describe(identity), accepts ? ACCEPTED : REFUSED);
        }
        goOn(accepts, serverMethods);
    }

    @Override
    public synchronized void signalAuthenticationSuccess(
            ClientSession session, String service, KeyPair identity) {
        answers.put(describe(identity), ACCEPTED);
        keyLetIn = true;
    }

    @Override
    public synchronized void signalIdentitySkipped(
            ClientSession session, String service, KeyPair identity) {
        unsigned(identity, "not usable");
    }

    /** The server would have taken the key. */
    synchronized void unsigned(KeyPair identity, String why) {
        answers.remove(describe(identity));
        notes.add(describe(identity) + ": " + why);
        unsigned = true;
    }

    /** A key that the server would have taken did not sign. */
    synchronized boolean hasUnsigned() {
        return unsigned;
    }

    @Override
    public synchronized void signalAuthenticationAttempt(
            ClientSession session,
            String service,
            String oldPassword,
            boolean modified,
            String newPassword) {
        answers.put("a password", UNANSWERED);
    }

    @Override
    public synchronized void signalAuthenticationSuccess(
            ClientSession session, String service, String password) {
        answers.put("a password", ACCEPTED);
    }

    @Override
    public synchronized void signalAuthenticationFailure(
            ClientSession session,
            String service,
            String password,
            boolean accepts,
            List<String> serverMethods) {
        answers.put("a password", accepts ? ACCEPTED : REFUSED);
        goOn(accepts, serverMethods);
    }

    @Override
    public void signalAuthenticationExhausted(ClientSession session, String service) {
        // The answers tell it already.
    }

    /** The server wants a new password, which is no business of ours. */
    synchronized void passwordExpired() {
        notes.add("the password has expired: log in with ssh and change it");
    }

    /** The server would take this, and there is nobody to type it. */
    synchronized void untried(String method) {
        if (!accepted.contains(method)) {
            List<String> all = new ArrayList<>(accepted);
            all.add(method);
            accepted = List.copyOf(all);
        }
    }

    private void methods(List<String> serverMethods) {
        accepted = List.copyOf(serverMethods);
    }

    private void goOn(boolean accepts, List<String> serverMethods) {
        methods(serverMethods);
        partial |= accepts;
    }

    private String describe(KeyPair identity) {
        String print = print(identity.getPublic());
        return "%s (%s)".formatted(print, origins.getOrDefault(print, "?"));
    }

    private static String print(PublicKey key) {
        PublicKey plain =
                key instanceof OpenSshCertificate certificate ? certificate.getCertPubKey() : key;
        return KeyUtils.getKeyType(key) + " " + KeyUtils.getFingerPrint(plain);
    }

    /** What was offered, each with the server's answer. */
    synchronized List<String> offered() {
        return answers.entrySet().stream()
                .map(answer -> answer.getKey() + ": " + answer.getValue())
                .toList();
    }

    /** Keys that were not offered, each with the reason. */
    synchronized List<String> notes() {
        return List.copyOf(notes);
    }

    /** Methods the server goes on accepting; empty when it said nothing. */
    synchronized List<String> accepted() {
        return accepted;
    }

    /** A key ended the login, and nothing else was needed. */
    synchronized boolean isByKey() {
        return keyLetIn && !partial;
    }

    /** A key was taken, and the server wants something else on top. */
    synchronized boolean partial() {
        return partial;
    }
}
