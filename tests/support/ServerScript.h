#pragma once

#include "core/domain/Error.h"
#include "core/domain/Names.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

namespace metaspo {

/// What can go wrong with one request. `argument` of the rule says more where noted.
enum class Fault {
    Status,            ///< argument: the HTTP status; a fitting error body
    RateLimited,       ///< 429; argument: header line(s) "Retry-After: 2" separated by '|'; empty: none
    Billing,           ///< 429 with a billing code
    ContextTooLong,    ///< 400
    PolicyRejected,    ///< 400
    UnsupportedField,  ///< 400 as long as the body has the field; argument: its name
    NoSystemRole,      ///< 400 as long as a message has the role system
    Loading,           ///< 503 "Loading model"
    ResetBefore,       ///< the connection is closed as soon as the request is read
    ResetInBody,       ///< … in the middle of the body
    ResetAfter,        ///< … after a complete response
    CutJson,           ///< a complete response whose JSON stops in the middle
    LongContentLength, ///< more is announced than sent, then closed
    HtmlPage,          ///< a web page under status 200
    ErrorInside,       ///< an error object under status 200
    NoChoices,         ///< an empty list of choices
    HugeBody,          ///< 64 MB
    EndlessHeaders,    ///< header lines until somebody hangs up
    SlowBody,          ///< one byte every 200 ms
    Silence,           ///< no response at all
    Redirect,          ///< 307; argument: where to
    EchoKey,           ///< 401 whose message repeats the key that came
    NoUsage,           ///< an answer without a usage field
    CutOff,            ///< finish_reason length
    Empty,             ///< an empty answer
    ContentFilter,     ///< finish_reason content_filter
    Refusal            ///< a refusal instead of content
};

/// Which requests a fault hits: by number of arrival, or by chance (a hash, so the same in every run).
struct FaultRule
{
    Fault fault = Fault::Status;
    QString argument;
    int from = 1;              ///< first request hit, counted from 1
    int count = 1'000'000'000; ///< how many in a row
    double chance = 1;
};

struct KnownAnswer
{
    QString right;
    QStringList wrong;
};

/// Everything a ScriptedModelServer does. Answers are a pure function of the request and of these numbers.
struct ServerScript
{
    // How good the base model is.
    double accuracy = 0.6;     ///< of an average pair of prompts
    double systemSpread = 0.1; ///< standard deviation of the ability that a system prompt gives
    double userSpread = 0.05;
    double agreement = 0.8; ///< share of questions on which all prompts have the same luck
    double unreadable = 0.02;
    double flips = 0; ///< share of base-model requests whose answer is another one every second time they come
    QHash<QString, KnownAnswer>
        answers;             ///< by question text; or the question holds [[answer=right|wrong|wrong]]
    double badProposals = 0; ///< share of optimizer answers that no proposal check can accept

    // How fast and how willing the server is.
    double latencyMilliseconds = 0;
    double latencySpread = 0;     ///< sigma of a log-normal distribution; 0: fixed
    int slotCount = 0;            ///< requests worked on at a time, the rest waits; 0: any number
    double requestsPerMinute = 0; ///< 0: no limit; more than that gets 429
    double burst = 0;             ///< requests that may come at once; 0: a minute's
    bool limitHeaders = true;

    QString key; ///< empty: none is asked for
    QStringList models{QStringLiteral("scripted")};
    bool reasoning = false; ///< a thought in reasoning_content
    QList<FaultRule> faults;

    /// The names of the members are the names of the JSON fields; "answers": [{"question", "right", "wrong":
    /// […]}].
    static Result<ServerScript> fromJson(const QByteArray& json);
};

template <> struct Names<Fault>
{
    static constexpr std::array<std::pair<Fault, const char*>, 27> table{
        {{Fault::Status, "status"},
         {Fault::RateLimited, "rate_limited"},
         {Fault::Billing, "billing"},
         {Fault::ContextTooLong, "context_too_long"},
         {Fault::PolicyRejected, "policy_rejected"},
         {Fault::UnsupportedField, "unsupported_field"},
         {Fault::NoSystemRole, "no_system_role"},
         {Fault::Loading, "loading"},
         {Fault::ResetBefore, "reset_before"},
         {Fault::ResetInBody, "reset_in_body"},
         {Fault::ResetAfter, "reset_after"},
         {Fault::CutJson, "cut_json"},
         {Fault::LongContentLength, "long_content_length"},
         {Fault::HtmlPage, "html_page"},
         {Fault::ErrorInside, "error_inside"},
         {Fault::NoChoices, "no_choices"},
         {Fault::HugeBody, "huge_body"},
         {Fault::EndlessHeaders, "endless_headers"},
         {Fault::SlowBody, "slow_body"},
         {Fault::Silence, "silence"},
         {Fault::Redirect, "redirect"},
         {Fault::EchoKey, "echo_key"},
         {Fault::NoUsage, "no_usage"},
         {Fault::CutOff, "cut_off"},
         {Fault::Empty, "empty"},
         {Fault::ContentFilter, "content_filter"},
         {Fault::Refusal, "refusal"}}};
};

} // namespace metaspo
