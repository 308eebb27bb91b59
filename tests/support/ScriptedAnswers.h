#pragma once

#include "tests/support/ServerScript.h"

#include <optional>

namespace metaspo {

/// The texts of one request, as far as an answer depends on them.
struct ScriptedQuestion
{
    QString system;
    QString user;
    QString schemaField; ///< the property asked for by a JSON schema; empty: free text
    int occurrence = 0;  ///< of requests with the same body, from 0
};

struct ScriptedAnswer
{
    QString text;
    QString role; ///< "base", or the tag an optimizer was asked for: "analysis", "user_prompt" …
};

/// What the model of a ScriptedModelServer says: a pure function of script and request. A base-model answer
/// is right by a hash of question and prompts, with the ability that the hash of its system and user prompt
/// gives. An optimizer's answer is made of sentences chosen by a hash, in the tag that the end of the request
/// asks for.
class ScriptedAnswers
{
public:
    explicit ScriptedAnswers(ServerScript script);
    ScriptedAnswer answer(const ScriptedQuestion& question) const;
    /// Is the answer to this question right under these prompts? Nothing: the server does not know the
    /// question.
    std::optional<bool> isRight(const QString& system, const QString& user) const;

private:
    struct Known
    {
        QString identity; ///< of the question, whatever stands around it
        KnownAnswer answer;
    };

    std::optional<Known> find(const QString& user) const;
    bool isRight(const QString& system, const QString& user, const Known& known) const;
    QString baseAnswer(const ScriptedQuestion& question) const;
    QString proposal(const ScriptedQuestion& question, const QString& tag) const;
    static QString roleOf(const ScriptedQuestion& question);

    ServerScript m_script;
    QHash<QString, QStringList> m_questionsByFirstLine;
};

/// A number in [0,1) from texts: stable over platforms and runs.
double scriptedChance(std::initializer_list<QStringView> texts);

} // namespace metaspo
