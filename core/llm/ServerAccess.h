#pragma once

#include "core/llm/Address.h"
#include "core/llm/Presets.h"
#include "core/llm/SecretString.h"
#include "core/llm/transport/Transport.h"

#include <functional>
#include <memory>

namespace metaspo {

/// How one server is entered: its address, the key once it is found, and the headers that every request
/// carries. The key is looked up when it is first needed and goes into the one header that carries it.
/// Network thread only.
class ServerAccess
{
public:
    explicit ServerAccess(Connection connection);
    ~ServerAccess();

    const Address& address() const { return m_address; }
    const ProviderPreset& preset() const { return m_preset; }
    bool hasKey() const { return m_state == State::Known; }
    /// Calls back with success as soon as requests can be made: at once, or when the keychain has answered.
    void prepare(std::function<void(Result<void>)> then);
    /// The next prepare() reads the key anew.
    void forgetKey();
    /// Only after prepare() succeeded.
    HttpRequest request(const QUrl& url, HttpVerb verb, qint64 largestBodyBytes) const;
    /// How many calls a llama-server works on at once (its total_slots); 0: it does not tell; nothing: it is
    /// loading. Not called back once this object is gone.
    void askForPlaces(Transport& transport, std::function<void(std::optional<int>)> then);
    const SecretString& key() const { return m_key; }

private:
    enum class State { Unknown, Asked, Known };

    Result<void> take(Result<SecretString> key);

    Connection m_connection;
    ProviderPreset m_preset;
    Address m_address;
    std::optional<Error> m_unusable;
    State m_state = State::Unknown;
    SecretString m_key;
    QList<std::function<void(Result<void>)>> m_waiters;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true); ///< for late answers
};

} // namespace metaspo
