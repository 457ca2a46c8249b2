package dev.nordbox.installer.host.ssh;

import org.apache.sshd.client.auth.AbstractUserAuth;
import org.apache.sshd.client.auth.AbstractUserAuthFactory;
import org.apache.sshd.client.auth.UserAuth;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.util.buffer.Buffer;

/** A method that wants a person, where there is none: it only takes note that the server has it. */
final class NobodyTypes extends AbstractUserAuth {

    private NobodyTypes(String method) {
        super(method);
    }

    static final class Factory extends AbstractUserAuthFactory {
        private final LoginTrace trace;

        Factory(String method, LoginTrace trace) {
            super(method);
            this.trace = trace;
        }

        @Override
        public UserAuth createUserAuth(ClientSession session) {
            trace.untried(getName());
            return new NobodyTypes(getName());
        }
    }

    @Override
    protected boolean sendAuthDataRequest(ClientSession session, String service) {
        return false;
    }

    @Override
    protected boolean processAuthDataRequest(ClientSession session, String service, Buffer buffer) {
        return false;
    }
}
