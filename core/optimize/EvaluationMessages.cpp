#include "core/optimize/EvaluationMessages.h"

#include "core/domain/Task.h"

namespace metaspo {

QList<Message> evaluationMessages(const QString& systemPrompt, const QString& userPrompt, const QString& question)
{
    QString user = userPrompt;
    const qsizetype place = user.indexOf(questionPlaceholder);
    if (place >= 0)
        user.replace(place, questionPlaceholder.size(), question);
    if (systemPrompt.isEmpty())
        return {{MessageRole::User, user}};
    return {{MessageRole::System, systemPrompt}, {MessageRole::User, user}};
}

} // namespace metaspo
