#include "core/llm/ServerAccess.h"

#include "core/llm/Keys.h"
#include "core/llm/wire/Wire.h"

#include <utility>

namespace metaspo {

ServerAccess::ServerAccess(Connection connection)
    : m_connection(std::move(connection))
    , m_preset(providerPreset(m_connection.preset))
{
    if (Result<Address> address = Address::of(m_connection))
        m_address = *address;
    else
        m_unusable = address.error();
}

ServerAccess::~ServerAccess()
{
    *m_alive = false;
}

void ServerAccess::prepare(std::function<void(Result<void>)> then)
{
    if (m_unusable)
        return then(tl::unexpected(*m_unusable));
    if (m_state == State::Known)
        return then({});
    m_waiters << std::move(then);
    if (m_state == State::Asked)
        return;
    m_state = State::Asked;
    Keys::resolve(m_connection.keySource, [this, alive = m_alive](Result<SecretString> key) {
        if (!*alive)
            return;
        const Result<void> ready = take(std::move(key));
        for (const auto& waiter : std::exchange(m_waiters, {}))
            waiter(ready);
    });
}

Result<void> ServerAccess::take(Result<SecretString> key)
{
    m_state = State::Unknown;
    if (!key)
        return tl::unexpected(key.error());
    const bool bare = m_address.calls.scheme() == QLatin1String("http") && !m_address.isThisMachine;
    if (bare && !key->isEmpty() && !m_connection.insecureTls)
        return failure(
            ErrorKind::TlsFailure,
            QStringLiteral("The key would travel to %1 unencrypted").arg(m_address.calls.host()), {},
            QStringLiteral("Use an https address, or mark the connection as insecure if you trust the "
                           "network in between."));
    m_key = std::move(*key);
    m_state = State::Known;
    return {};
}

void ServerAccess::forgetKey()
{
    if (m_state == State::Known)
        m_state = State::Unknown;
}

void ServerAccess::askForPlaces(Transport& transport, std::function<void(std::optional<int>)> then)
{
    prepare([this, &transport, then = std::move(then)](const Result<void>& ready) {
        if (!ready)
            return then(std::nullopt);
        constexpr qint64 largestBodyBytes = 1024 * 1024;
        transport.start(request(m_address.properties, HttpVerb::Get, largestBodyBytes),
                        [then, alive = m_alive](const HttpReply& reply) {
                            if (!*alive)
                                return;
                            if (reply.status == 503)
                                return then(std::nullopt);
                            const QJsonObject properties = readJsonObject(reply.body).value_or(QJsonObject());
                            const int places = properties.value(QLatin1String("total_slots")).toInt();
                            then(reply.status == 200 ? places : 0);
                        });
    });
}

HttpRequest ServerAccess::request(const QUrl& url, HttpVerb verb, qint64 largestBodyBytes) const
{
    HttpRequest request;
    request.verb = verb;
    request.url = url;
    request.trust = {m_connection.caFile, m_connection.insecureTls};
    request.largestBodyBytes = largestBodyBytes;
    const bool anthropic = m_connection.wire == WireFormat::AnthropicMessages;
    auto& lines = request.headers.lines;
    if (verb == HttpVerb::Post)
        lines.emplaceBack("Content-Type", "application/json");
    lines.emplaceBack("Accept", "application/json");
    if (anthropic)
        lines.emplaceBack("anthropic-version", "2023-06-01");
    for (auto header = m_connection.headers.cbegin(); header != m_connection.headers.cend(); ++header)
        lines.emplaceBack(header.key().toLatin1(), header.value().toUtf8());
    if (!m_key.isEmpty()) {
        const QByteArray name = anthropic ? QByteArray("x-api-key") : m_preset.keyHeader.toLatin1();
        lines.emplaceBack(name, name == "Authorization" ? "Bearer " + m_key.reveal() : m_key.reveal());
    }
    return request;
}

} // namespace metaspo
