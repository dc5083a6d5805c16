package okpay.identity;

import java.util.Locale;

/// A person at the desk.
public record Agent(AgentId id, String name, EmailAddress email, Role role, Locale language) {

    public boolean mayApprove() {
        return role == Role.SUPERVISOR;
    }
}
