#pragma once

#include "tests/support/ServerScript.h"

#include <memory>

namespace metaspo {

/// One request that a scripted server received: what a test counts.
struct RequestRecord
{
    int number = 0;                 ///< of calls, from 1; 0: not a call
    qint64 arrivedMilliseconds = 0; ///< since the server started
    QByteArray path;
    QByteArray digest; ///< SHA-256 of the body
    QString model;
    QByteArray system; ///< beginning of a hash of the system text; the same for the same text
    QByteArray user;
    QString role;   ///< "base", "analysis", "user_prompt" …; empty: no answer was given
    int status = 0; ///< as decided on arrival
    QString fault;
    int occurrence = 0; ///< how often this body had come before
    bool hadKey = false;
    QByteArray userAgent;
};

/// A model server on the loopback interface with a thread of its own: OpenAI chat completions, Anthropic
/// messages, /v1/models, /props, /health. Everything it does is in its script, and a pure function of the
/// requests. Made for tests and benchmarks; public functions are thread-safe.
class ScriptedModelServer
{
public:
    /// `logFile`: one JSON line per request, written as it arrives. Port 0: a free one.
    explicit ScriptedModelServer(ServerScript script = {}, const QString& logFile = {}, quint16 port = 0);
    ~ScriptedModelServer();

    quint16 port() const;    ///< 0: could not listen
    QString baseUrl() const; ///< "http://127.0.0.1:PORT/v1"
    void setScript(ServerScript script);
    QList<RequestRecord> requests() const;
    QList<RequestRecord> calls() const; ///< requests for a completion only
    int mostAtOnce() const;             ///< calls received and not yet answered
    int connectionsMade() const;
    void closeConnections();

private:
    class Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace metaspo
