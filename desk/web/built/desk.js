// islands come here
