#pragma once

#include "core/domain/Error.h"

#include <QList>
#include <QStringList>
#include <functional>

namespace metaspo {

/// Builds a question from one or several columns: "{passage}\n\n{question}". "\n" and "\t" may be written
/// out, as on a command line; "{{" and "}}" are braces. Immutable; usable on any thread.
class QuestionTemplate
{
public:
    /// `text` is the name of a column or a text with {column}. Error: it names a column that is not among
    /// `columns`.
    static Result<QuestionTemplate> parse(const QString& text, const QStringList& columns);

    QString build(const std::function<QString(const QString& column)>& valueOf) const;
    QStringList columns() const; ///< in order of first use

private:
    struct Piece
    {
        bool isColumn = false;
        QString text;
    };
    QList<Piece> m_pieces;
};

} // namespace metaspo
