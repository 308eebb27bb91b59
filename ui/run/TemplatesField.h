#pragma once

#include "core/engine/OptimizerTexts.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace metaspo {

/// Which optimizer templates a new run has: as the program or the run it is forked from has them, or changed.
class TemplatesField : public QWidget
{
    Q_OBJECT

public:
    explicit TemplatesField(QWidget* parent = nullptr);

    void setBase(const TemplateTexts& base); ///< what the run has if nothing is changed
    const TemplateTexts& base() const { return m_base; }
    void setChanges(const TemplateTexts& changes);
    const TemplateTexts& changes() const { return m_changes; }
    TemplateTexts texts() const;               ///< all, as they are now
    void setTexts(const TemplateTexts& texts); ///< by a person

Q_SIGNALS:
    void changed();
    void editRequested();

private:
    void showNames();

    TemplateTexts m_base;
    TemplateTexts m_changes;
    QLabel* m_names;
    QPushButton* m_edit;
};

} // namespace metaspo
