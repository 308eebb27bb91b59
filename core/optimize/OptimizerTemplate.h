#pragma once

#include "core/domain/Error.h"

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>

namespace metaspo {

/// What the optimizer model is asked with: a system and a user message with {{inputs}}, and the tag its answer comes
/// in. The template of the role "failure" has one `text` instead: how a wrong answer is shown. Editable by users; a
/// run keeps `yaml`, byte for byte, and parses it again when it is resumed (methods.md, section 3).
struct OptimizerTemplate
{
    QString name;
    QString role;
    int version = 1;
    QString answerTag; ///< may hold an {{input}}
    QStringList inputs;
    QString system;
    QString user;
    QString text; ///< failure template only
    QByteArray yaml;
    bool operator==(const OptimizerTemplate&) const = default;
};

/// By name; the names are those of the roles (OptimizerRole), and "failure".
using OptimizerTemplates = QMap<QString, OptimizerTemplate>;

/// Pure. BadInput: no valid YAML, a missing part, an {{input}} that is used but not declared.
Result<OptimizerTemplate> parseTemplate(const QByteArray& yaml);

/// Every {{name}} replaced by its value, in one pass: what was put in is never expanded again. An unknown name stays.
QString filled(const QString& text, const QMap<QString, QString>& values);

} // namespace metaspo
