#pragma once

#include "core/engine/Project.h"

#include <QDialog>
#include <QTimer>

class QComboBox;
class QLabel;
class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace metaspo {

/// The optimizer templates of a run that is being set up: each can be read, edited, or taken as an earlier run had it. A
/// changed text gets a version of its own when the run is stored.
class TemplatesDialog : public QDialog
{
    Q_OBJECT

public:
    /// `chosen`: what the run has so far, all templates.
    TemplatesDialog(std::shared_ptr<Project> project, TemplateTexts chosen, QWidget* parent = nullptr);

    const TemplateTexts& texts() const { return m_texts; }

Q_SIGNALS:
    void failed(const metaspo::Error& error);

private:
    QWidget* makeList();
    QWidget* makeEditor();
    void takeVersions(const QList<TemplateVersion>& versions);
    void showTemplate();
    void fillVersions();
    void takeVersion();
    void textEdited();
    void check();
    QString currentName() const;

    TemplateTexts m_texts;
    QList<TemplateVersion> m_versions;
    QListWidget* m_list;
    QComboBox* m_version;
    QPlainTextEdit* m_text;
    QLabel* m_problem;
    QLabel* m_difference;
    QPushButton* m_accept = nullptr;
    QTimer m_checking;
    bool m_isFilling = false;
};

} // namespace metaspo
