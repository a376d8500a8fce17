"""Events as the site and the desk work with them: compared, shown, suggested."""
