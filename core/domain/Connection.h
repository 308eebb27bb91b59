#pragma once

#include "core/domain/Names.h"

#include <QMap>
#include <QString>
#include <optional>

namespace metaspo {

enum class WireFormat { OpenAiChat, AnthropicMessages };

/// USD per million tokens in units of 1e-9 USD. Absent: unknown, shown as "n/a", never as 0.
struct Price
{
    qint64 inputNanoDollarsPerMillion = 0;
    qint64 cachedInputNanoDollarsPerMillion = 0;
    qint64 outputNanoDollarsPerMillion = 0;
    bool operator==(const Price&) const = default;
};

/// How to reach one model. Kept in the user's configuration, never in a project file; the key is only named
/// ("env:NAME", "keychain:ID", "file:PATH"), never held.
struct Connection
{
    QString id;   ///< permanent (UUID; the managed local model: the model file's SHA-256); part of every response key
    QString name; ///< for people; unique
    QString preset; ///< "openai", "anthropic", "ollama" ...; "local" for the managed local model
    WireFormat wire = WireFormat::OpenAiChat;
    QString baseUrl;
    QString model;
    QString keySource;       ///< empty: no key
    int width = 0;           ///< calls in flight; 0: found out
    int timeoutSeconds = 300; ///< for one attempt, from sending to the last byte
    bool systemRole = true;  ///< false: the system text is merged into the first user turn
    std::optional<Price> price;
    QString caFile;
    bool insecureTls = false; ///< certificate not verified; written into the run
    QMap<QString, QString> headers;
    QMap<QString, QString> parameters; ///< extra body fields: name to JSON text
    bool operator==(const Connection&) const = default;
};

/// Parameters of one call as the method meant them, before the quirks of a server.
struct CallParameters
{
    double temperature = 0;
    int outputTokens = 1024;
    QString jsonSchema; ///< empty: free text
    bool operator==(const CallParameters&) const = default;
};

/// One try of a call that did not end in an answer.
struct FailedAttempt
{
    int attempt = 1;
    QString outcome; ///< identifier of the error kind
    int httpStatus = 0;
    QString message;
    bool possiblyPaid = false; ///< the request may have been answered without our seeing it
    qint64 sentUnixMilliseconds = 0;
    qint64 endedUnixMilliseconds = 0;
    bool operator==(const FailedAttempt&) const = default;
};

/// One line of a connection test.
struct ConnectionCheck
{
    enum class Verdict { Passed, Failed, Skipped };
    QString name; ///< "reachable", "key" ...
    Verdict verdict = Verdict::Skipped;
    QString detail; ///< what was seen, or the cause and what to do
    qint64 milliseconds = 0;
    bool operator==(const ConnectionCheck&) const = default;
};

template <>
struct Names<WireFormat>
{
    static constexpr std::array<std::pair<WireFormat, const char*>, 2> table{
        {{WireFormat::OpenAiChat, "openai-chat"}, {WireFormat::AnthropicMessages, "anthropic-messages"}}};
};

} // namespace metaspo
