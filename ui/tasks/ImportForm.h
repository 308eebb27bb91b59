#pragma once

#include "core/domain/TaskImport.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

namespace metaspo {

/// What a person says about files to import. Every field may be left alone: then the preset or the columns decide.
class ImportForm : public QWidget
{
    Q_OBJECT

public:
    explicit ImportForm(QWidget* parent = nullptr);

    void setColumns(const QStringList& columns); ///< to choose question and answer from
    /// A sentence of the reader's with the names of options ("--answer") replaced by those of the fields.
    QString inFormWords(const QString& sentence) const;
    QString preset() const;
    QMap<QString, QString> options() const; ///< what was said only
    QString question() const;
    QString answer() const;

Q_SIGNALS:
    void changed();

private:
    QStringList fieldsIn(const QString& sentence) const;
    QComboBox* addChoice(const QString& label, const QString& option, const QStringList& names,
                         const QStringList& words);
    QComboBox* addColumn(const QString& label, const QString& option, const QString& placeholder);
    QLineEdit* addText(const QString& label, const QString& option, const QString& placeholder);
    void addSizes();
    void addFile();
    void addYesNo(const QString& text, const QString& option, bool isUsual);
    QSpinBox* addNumber(const QString& option, const QString& name, int least, QWidget* parent);

    QFormLayout* m_form;
    QComboBox* m_preset;
    QComboBox* m_question;
    QComboBox* m_answer;
    QPlainTextEdit* m_userPrompt;
    QMap<QString, QLineEdit*> m_texts;
    QMap<QString, QComboBox*> m_choices;
    QMap<QString, QSpinBox*> m_numbers;
    QMap<QString, QCheckBox*> m_yesNo;
};

} // namespace metaspo
