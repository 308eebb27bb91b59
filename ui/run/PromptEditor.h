#pragma once

#include "core/domain/Candidate.h"

#include <QDialog>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace metaspo {

/// Edits a copy of a candidate, to be put into the live run by hand. What a prompt of its kind must have is checked while
/// typing.
class PromptEditor : public QDialog
{
    Q_OBJECT

public:
    PromptEditor(const Candidate& origin, QWidget* parent = nullptr);

Q_SIGNALS:
    void inserted(const metaspo::Insertion& insertion);

private:
    void check();
    void insert();

    Candidate m_origin;
    QPlainTextEdit* m_text;
    QLabel* m_problem;
    QPushButton* m_insert;
};

/// Why this text cannot stand as a prompt of its kind; empty: it can.
QString promptProblem(PromptKind kind, const QString& text, const QString& origin);

} // namespace metaspo
